namespace Sim;

/// <summary>How streams bear with a network that loses packets; the defaults are those of Linux.</summary>
public sealed record TcpOptions
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(1);

    /// <summary>How long after a segment was lost it is sent again. Each further loss doubles the time, up to <see cref="MaxTimeout"/>.</summary>
    /// <value>Default 200 ms; from 1 ms to an hour.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan RetransmissionTimeout { get; init => field = Check(value, nameof(RetransmissionTimeout)); } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a segment is sent again before the connection fails with <see cref="System.Net.Sockets.SocketError.TimedOut"/>.</summary>
    /// <value>Default 15, which comes to 924.6 s of silence; from 0 to 100.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int Retransmissions { get; init => field = Check(value, nameof(Retransmissions)); } = 15;

    /// <summary>How long after a request for a connection went unanswered it is made again. Each further time doubles it, up to <see cref="MaxTimeout"/>.</summary>
    /// <value>Default 1 s; from 1 ms to an hour.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan ConnectTimeout { get; init => field = Check(value, nameof(ConnectTimeout)); } = TimeSpan.FromSeconds(1);

    /// <summary>How often a request for a connection is made again before it fails with <see cref="System.Net.Sockets.SocketError.TimedOut"/>.</summary>
    /// <value>Default 6, which comes to 127 s; from 0 to 100.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int ConnectRetransmissions { get; init => field = Check(value, nameof(ConnectRetransmissions)); } = 6;

    /// <summary>The greatest time between two attempts.</summary>
    /// <value>Default 120 s; from 1 ms to an hour.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public TimeSpan MaxTimeout { get; init => field = Check(value, nameof(MaxTimeout)); } = TimeSpan.FromSeconds(120);

    /// <summary>How many ticks after the attempt of this number, from 0 on, the next is made.</summary>
    internal long Backoff(TimeSpan first, int attempt)
    {
        long wait = first.Ticks;
        for (int i = 0; i < attempt && wait < MaxTimeout.Ticks; i++)
        {
            wait *= 2;
        }

        return Math.Min(wait, MaxTimeout.Ticks);
    }

    private static TimeSpan Check(TimeSpan value, string name) => value < s_least || value > TimeSpan.FromHours(1)
        ? throw new ArgumentOutOfRangeException(name, value, "Such a time lies between 1 ms and an hour.")
        : value;

    private static int Check(int value, string name) => value is >= 0 and <= 100
        ? value
        : throw new ArgumentOutOfRangeException(name, value, "From 0 to 100 times.");
}
