using TicketShop.Simulations;

namespace Sim.NoiseFixtures;

/// <summary>The ticket shop as a test, beside the noise.</summary>
public sealed class ShopTests(NoiseEnd end) : IClassFixture<NoiseEnd>
{
    [ShopFact]
    public Task The_safe_shop_sells_no_seat_twice(Simulation sim)
    {
        Assert.NotNull(end);
        return new SeatSimulations().The_safe_shop_sells_no_seat_twice(sim);
    }
}
