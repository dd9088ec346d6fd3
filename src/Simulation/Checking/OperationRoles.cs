namespace Sim.Checking;

/// <summary>What an operation does to the object it is about.</summary>
[Flags]
public enum OperationRoles
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its answer tells something of the object: a read.</summary>
    Query = 1,

    /// <summary>It may change the object: a write.</summary>
    Update = 2,

    /// <summary>Both: a compare-and-set, a dequeue.</summary>
    Both = Query | Update,
}
