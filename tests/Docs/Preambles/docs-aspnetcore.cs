namespace Shop { class Seats; }

namespace Payments { class Ledger; }

abstract class Page
{
    protected Simulation sim = null!;
}
