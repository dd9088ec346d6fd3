namespace Shop { class Seats; }

namespace Payments { class Ledger; }

abstract class Page
{
    public Simulation sim = null!;
}
