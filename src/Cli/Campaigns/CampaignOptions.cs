namespace Sim.Cli.Campaigns;

/// <summary>How a campaign goes about its work.</summary>
/// <param name="Jobs">How many workers there are at most.</param>
/// <param name="StartsSmall">Whether the further workers join only after a second, since most explorations are over by then.</param>
/// <param name="KeepsGoing">Whether it goes on after a failure.</param>
internal sealed record CampaignOptions(int Jobs, bool StartsSmall, bool KeepsGoing);
