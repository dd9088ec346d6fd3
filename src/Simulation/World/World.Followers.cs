namespace Sim;

/// <content>What is told of every step.</content>
internal sealed partial class World
{
    private readonly List<IStepFollower> _followers = [];

    /// <summary>Tells of every step from now on, until that is disposed of.</summary>
    public IDisposable Follow(IStepFollower follower)
    {
        _followers.Add(follower);
        return new Following(_followers, follower);
    }

    private void TellStepStarts()
    {
        foreach (IStepFollower follower in _followers)
        {
            follower.StepStarts();
        }
    }

    private void TellStepEnds()
    {
        foreach (IStepFollower follower in _followers)
        {
            follower.StepEnds();
        }
    }

    private sealed class Following(List<IStepFollower> followers, IStepFollower follower) : IDisposable
    {
        public void Dispose() => followers.Remove(follower);
    }
}
