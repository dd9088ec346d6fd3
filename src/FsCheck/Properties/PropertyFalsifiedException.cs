namespace Sim;

/// <summary>A property that answers whether it holds answered no.</summary>
public sealed class PropertyFalsifiedException() : Exception("The property does not hold: it returned false.");
