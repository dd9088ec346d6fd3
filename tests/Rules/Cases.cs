namespace Sim.Rules;

/// <summary>For each rule, statements of a simulation that it reports at the marked places, and statements that it leaves alone.</summary>
internal static class Cases
{
    private const string Registration = "static void Register(string path, bool reloadOnChange) { }";

    private const string Fields = """
        static int s_count; static int Total { get; set; } static readonly Dictionary<string, int> s_seen = []; static readonly int[] s_table = new int[3];
            [ThreadStatic] static int t_depth; static readonly ThreadLocal<int> s_local = new(); static readonly AsyncLocal<int> s_flow = new();
            int _own; static readonly System.Collections.Immutable.ImmutableList<int> s_fixed = []; class Key; record Named(string Name);
        """;

    private static readonly (string Rule, string Statements)[] HitList =
    [
        ("SIM1001", "using var client = [|new HttpClient()|];"),
        ("SIM1001", "using HttpClient client = [|new()|];"),
        ("SIM1001", "using HttpClient client = new([|new HttpClientHandler()|]);"),
        ("SIM1001", "using HttpClient client = new([|new SocketsHttpHandler { UseCookies = false }|]);"),
        ("SIM1001", "using System.Net.WebSockets.ClientWebSocket socket = new(); await [|socket.ConnectAsync(new Uri(\"ws://a\"), default)|];"),
        ("SIM1002", "using var client = [|new System.Net.Sockets.TcpClient()|];"),
        ("SIM1002", "await [|System.Net.Dns.GetHostAddressesAsync(\"a\")|];"),
        ("SIM1002", "Func<string, System.Net.IPAddress[]> find = [|System.Net.Dns.GetHostAddresses|];"),
        ("SIM1002", "using var pipe = [|new System.IO.Pipes.NamedPipeServerStream(\"a\")|];"),
        ("SIM1003", "[|new Thread(() => { })|].Start();"),
        ("SIM1003", "await Task.Factory.StartNew(() => { }, [|TaskCreationOptions.LongRunning|]);"),
        ("SIM1003", "[|ThreadPool.RegisterWaitForSingleObject(new ManualResetEvent(false), (_, _) => { }, null, -1, true)|];"),
        ("SIM1004", "using var other = [|Process.Start(\"true\")|];"),
        ("SIM1004", "[|Environment.Exit(1)|];"),
        ("SIM1005", "using var watcher = [|new FileSystemWatcher(\".\")|];"),
        ("SIM1005", "[|Register(\"a.json\", reloadOnChange: true)|];"),
        ("SIM2001", "await [|File.WriteAllTextAsync(\"a\", \"b\")|];"),
        ("SIM2001", "using var file = [|new FileStream(\"a\", FileMode.Create)|];"),
        ("SIM2001", "using var reader = [|new StreamReader(\"a\")|];"),
        ("SIM2001", "var names = new[] { \"a\" }.Select([|File.ReadAllText|]).ToList();"),
        ("SIM2002", "[|s_count++|]; [|s_count = 2|]; [|s_count += 2|];"),
        ("SIM2002", "[|Total = 3|];"),
        ("SIM2002", "[|s_seen.Add(\"a\", 1)|]; [|s_seen[\"b\"] = 2|]; [|s_table[1]++|];"),
        ("SIM2002", "Interlocked.Increment([|ref s_count|]);"),
        ("SIM2003", "[|t_depth|]++;"),
        ("SIM2003", "[|s_local.Value|] = 3;"),
        ("SIM2003", "sim.Log($\"{[|Environment.CurrentManagedThreadId|]}\");"),
        ("SIM2004", "sim.Log($\"{[|Environment.ProcessId|]} {[|GC.GetTotalMemory(false)|]}\");"),
        ("SIM2005", "sim.Log($\"{[|RuntimeHelpers.GetHashCode(sim)|]}\");"),
        ("SIM2005", "ConcurrentDictionary<Key, int> all = new(); foreach (var pair in [|all|]) { } _ = [|all.Values|];"),
        ("SIM2006", "WeakReference weak = new(sim); _ = [|weak.IsAlive|];"),
        ("SIM2007", "using RSA key = [|RSA.Create(2048)|];"),
        ("SIM3001", "[|Thread.Sleep(10)|];"),
        ("SIM3001", "[|SpinWait.SpinUntil(() => true)|];"),
        ("SIM3001", "[|Console.ReadLine()|];"),
        ("SIM3002", "[|Task.Delay(1).Wait()|]; _ = [|Task.FromResult(1).Result|]; [|Task.Delay(1).GetAwaiter().GetResult()|];"),
        ("SIM3002", "using SemaphoreSlim gate = new(1); [|gate.Wait()|]; Func<Task> later = async () => { [|gate.Wait()|]; await Task.Yield(); };"),
        ("SIM4001", "_ = [|DateTime.UtcNow|]; _ = [|DateTimeOffset.Now|]; _ = [|Environment.TickCount64|]; _ = [|Stopwatch.StartNew()|];"),
        ("SIM4002", "_ = [|Guid.NewGuid()|]; _ = [|new Random()|]; _ = [|RandomNumberGenerator.GetBytes(3)|];"),
    ];

    private static readonly (string Rule, string Statements)[] MissList =
    [
        ("SIM1001", "using HttpClient client = sim.Network.CreateHttpClient(\"http://a/\"); using HttpClient other = new(sim.Network.CreateHandler());"),
        ("SIM1001", "using SocketsHttpHandler handler = new() { ConnectCallback = sim.Network.ConnectCallback };"),
        ("SIM1002", "await using var connection = await sim.Network.ConnectAsync(\"a\", 1); _ = System.Net.IPAddress.Loopback;"),
        ("SIM1003", "await Task.Run(() => { }); Thread.Yield(); await Task.Factory.StartNew(() => { }, TaskCreationOptions.DenyChildAttach);"),
        ("SIM1004", "_ = Environment.ExitCode; _ = nameof(Environment.Exit);"),
        ("SIM1005", "Register(\"a.json\", reloadOnChange: false);"),
        ("SIM2001", "using StreamReader reader = new(new MemoryStream()); _ = Path.Combine(\"a\", \"b\"); using IDiskFile file = await sim.Disk.OpenAsync(\"a\");"),
        ("SIM2002", "_own++; int count = s_count; _ = s_seen.Count; _ = s_fixed.Add(3); List<int> local = []; local.Add(1);"),
        ("SIM2003", "s_flow.Value = 3; _ = Thread.CurrentThread.Name;"),
        ("SIM2004", "_ = Environment.ProcessorCount; _ = Environment.NewLine;"),
        ("SIM2005", "ConcurrentDictionary<Named, int> all = new(); foreach (var pair in all) { } ConcurrentDictionary<Key, int> keys = new(); keys[new Key()] = 1; foreach (Key key in new HashSet<Key>()) { }"),
        ("SIM2006", "GC.KeepAlive(sim); using MemoryStream stream = new();"),
        ("SIM2007", "using RSA key = RSA.Create(new RSAParameters()); using Aes other = Aes.Create();"),
        ("SIM3001", "Thread.Sleep(0); await Task.Delay(10); new SpinWait().SpinOnce();"),
        ("SIM3002", "using SemaphoreSlim gate = new(1); _ = gate.Wait(0); Action act = () => gate.Wait(); void Blocks() => Task.Delay(1).Wait();"),
        ("SIM4001", "_ = sim.Time.GetUtcNow(); _ = DateTime.UnixEpoch; _ = nameof(DateTime.UtcNow);"),
        ("SIM4002", "_ = sim.Random.Next(); _ = new Random(3); _ = Random.Shared.Next(); _ = Guid.Empty;"),
    ];

    /// <summary>The rules that have statements to report, and those that have some to leave alone.</summary>
    public static (IEnumerable<string> WithHit, IEnumerable<string> WithMiss) Rules => (HitList.Select(static hit => hit.Rule).Distinct(), MissList.Select(static miss => miss.Rule).Distinct());

    /// <summary>All statements of a rule, those to report and those to leave alone, in one program.</summary>
    public static Code Of(string rule) =>
        Program(string.Join('\n', HitList.Concat(MissList).Where(one => one.Rule == rule).Select(static one => $"await Task.Run(async () => {{ {one.Statements} await Task.Yield(); }});")));

    /// <summary>The program round some statements, with what they use.</summary>
    public static Code Program(string statements) => Code.InSimulation(statements, Fields + "\n    " + Registration);
}
