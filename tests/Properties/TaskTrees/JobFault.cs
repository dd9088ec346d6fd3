namespace Sim.Properties.TaskTrees;

/// <summary>What a node of a program throws.</summary>
internal sealed class JobFault(int node) : Exception($"thrown by node {node}")
{
    public int Node => node;
}
