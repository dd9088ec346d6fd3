using Sim;

namespace Seats;

/// <summary>Sells one seat. Paying takes 5 ms.</summary>
/// <param name="isSafe">Whether the seat is set aside while it is being paid for.</param>
public sealed class BoxOffice(bool isSafe)
{
    private bool _isSold;

    /// <summary>Alice buys, and bob a millisecond after she has paid.</summary>
    /// <exception cref="InvalidOperationException">Both got the seat.</exception>
    public static async Task RushAsync(Simulation sim, bool isSafe)
    {
        BoxOffice office = new(isSafe);
        Task<bool> alice = office.BuyAsync(sim, "alice");
        await Task.Delay(TimeSpan.FromMilliseconds(6));
        Task<bool> bob = office.BuyAsync(sim, "bob");
        bool[] sold = await Task.WhenAll(alice, bob);
        if (sold.Count(static each => each) != 1)
        {
            throw new InvalidOperationException("The seat was sold twice.");
        }
    }

    private async Task<bool> BuyAsync(Simulation sim, string customer)
    {
        if (_isSold)
        {
            return false;
        }

        sim.Log($"{customer}: the seat is free");
        _isSold = isSafe;
        await Task.Delay(TimeSpan.FromMilliseconds(5));
        _isSold = true;
        sim.Log($"{customer}: bought the seat");
        return true;
    }
}
