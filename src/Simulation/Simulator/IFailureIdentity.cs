namespace Sim;

/// <summary>An exception whose message tells more than what the failure is: what is the same in two runs that fail alike.</summary>
internal interface IFailureIdentity
{
    /// <summary>What stands for the message where failures are compared.</summary>
    string Identity { get; }
}
