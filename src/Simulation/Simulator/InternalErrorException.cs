namespace Sim;

/// <summary>A defect of Sim itself, not of the code under test: please report it with its message and stack.</summary>
public sealed class InternalErrorException : Exception
{
    /// <summary>Makes the exception.</summary>
    public InternalErrorException(string message, Exception? innerException = null)
        : base($"{message} This is a defect of Sim: please report it together with this stack.", innerException)
    {
    }
}
