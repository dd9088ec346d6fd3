namespace Sim.Cli.Reporting;

/// <summary>Shows progress until it is stopped.</summary>
internal interface IRunProgress
{
    Task StopAsync();
}
