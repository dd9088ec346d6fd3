using System.CommandLine;
using Sim;
using Sim.Peers;

var only = new Option<string[]>("--only")
{
    Description = "The rows to measure, by comma. Default: all.",
    CustomParser = static result => result.Tokens.Count == 0 ? [] : result.Tokens[0].Value.Split(','),
};
var repetitions = new Option<int>("--reps") { Description = "Runs of each row, of which the median counts. Default: 3.", DefaultValueFactory = static _ => 3 };
var scale = new Option<double>("--scale") { Description = "What to multiply the operations of a run by. Default: 1.", DefaultValueFactory = static _ => 1 };
repetitions.Validators.Add(static result => Refuse(result, result.GetValueOrDefault<int>() < 1, "--reps: at least 1 run."));
scale.Validators.Add(static result => Refuse(result, !(result.GetValueOrDefault<double>() > 0), "--scale: more than 0."));
only.Validators.Add(static result => Refuse(result, result.GetValueOrDefault<string[]>()!.Except(CoreBenchmarks.Names).Any(), $"--only: the rows are {string.Join(", ", CoreBenchmarks.Names)}."));

var core = new Command("core", "What callbacks, timers and tasks cost: nanoseconds an operation, as one line of JSON.") { only, repetitions, scale };
core.SetAction(parsed =>
{
    string[] names = parsed.GetValue(only) is { Length: > 0 } chosen ? chosen : [.. CoreBenchmarks.Names];
    Console.WriteLine(CoreBenchmarks.ToJson(CoreBenchmarks.Measure(names, parsed.GetValue(repetitions), parsed.GetValue(scale))));
});

var tasks = new Argument<int>("tasks") { Description = "How many tasks sleep at the same time; at least 1." };
tasks.Validators.Add(static result => Refuse(result, result.GetValueOrDefault<int>() < 1, "tasks: at least 1."));
var sleeping = new Command("sleeping", "What sleeping tasks hold in memory: live bytes per task, as one line of JSON.") { tasks };
sleeping.SetAction(parsed => Console.WriteLine(SleepingTasks.Measure(parsed.GetValue(tasks))));

var port = new Argument<int>("port") { Description = "On the loopback address; 0: any that is free." };
port.Validators.Add(static result => Refuse(result, result.GetValueOrDefault<int>() is < 0 or > 65535, "port: from 0 to 65535."));
var echoLoops = new Option<int>("--loops") { Description = "How many event loops, each on a thread of its own. Default: 1.", DefaultValueFactory = static _ => 1 };
echoLoops.Validators.Add(static result => Refuse(result, result.GetValueOrDefault<int>() < 1, "--loops: at least 1."));
var echoProtocol = new Command("protocol", "On the loop's protocols.") { port, echoLoops };
echoProtocol.SetAction(parsed => EchoServer.Serve(parsed.GetValue(port), parsed.GetValue(echoLoops)));
var echoStreams = new Command("streams", "On the loop's streams.") { port };
echoStreams.SetAction(parsed => StreamEcho.Serve(parsed.GetValue(port)));
var echoSockets = new Command("sockets", "On .NET's sockets and its thread pool, to compare with.") { port };
echoSockets.SetAction(parsed => SocketEcho.Serve(parsed.GetValue(port)));
var echoKestrel = new Command("kestrel", "On Kestrel's own transport.") { port };
echoKestrel.SetAction(parsed => KestrelEcho.Serve(parsed.GetValue(port)));
var echo = new Command("echo", "A server that sends back what it receives, for the echo matrix.") { echoProtocol, echoStreams, echoSockets, echoKestrel };

var connections = new Argument<int>("connections") { Description = "How many, beside 200 that warm the server up; at least 1." };
connections.Validators.Add(static result => Refuse(result, result.GetValueOrDefault<int>() < 1, "connections: at least 1."));
var server = new Option<string?>("--server") { Description = "The command line of an echo server, with {port} where the port goes. Default: this program's own." };
var idle = new Command("idle", "What idle connections hold in a server's memory, and whether each then echoes: one line of JSON; exit code 1 if one does not.") { connections, server };
idle.SetAction(parsed => IdleConnections.Measure(parsed.GetValue(connections), parsed.GetValue(server)));

var seconds = new Argument<double>("seconds") { Description = "For how long; more than 0." };
seconds.Validators.Add(static result => Refuse(result, !(result.GetValueOrDefault<double>() > 0), "seconds: more than 0."));
var seed = new Option<int>("--seed") { Description = "What happens at random is drawn from it. Default: 1.", DefaultValueFactory = static _ => 1 };
var churn = new Command("churn", "Connections that come and go in every way, and what is left of them: one line of JSON; exit code 1 if something is.") { seconds, seed };
churn.SetAction(parsed => Churn.Measure(TimeSpan.FromSeconds(parsed.GetValue(seconds)), parsed.GetValue(seed)));

var garbage = new Command("garbage", "A server under clients that send what no server wants: one line of JSON; exit code 1 if it holds more than its limits allow, or serves the others wrongly.") { seconds };
garbage.SetAction(parsed => Garbage.Measure(TimeSpan.FromSeconds(parsed.GetValue(seconds))));

var loops = new Option<int?>("--loops") { Description = "How many event loops. Default: one for each processor." };
loops.Validators.Add(static result => Refuse(result, result.GetValueOrDefault<int?>() < 1, "--loops: at least 1."));
var thread = new Option<ApplicationThread>("--thread") { Description = "On which thread the application runs. Default: Pool.", DefaultValueFactory = static _ => ApplicationThread.Pool };
var httpLoops = new Command("loops", "Kestrel on event loops.") { port, loops, thread };
httpLoops.SetAction(parsed => PlaintextServer.ServeFromLoops(parsed.GetValue(port), parsed.GetValue(loops), parsed.GetValue(thread)));
var httpSockets = new Command("sockets", "Kestrel on its own transport, to compare with.") { port };
httpSockets.SetAction(parsed => PlaintextServer.ServeFromSockets(parsed.GetValue(port)));
var http = new Command("http", "A server that answers every request with \"Hello, World!\".") { httpLoops, httpSockets };

ParseResult parse = new RootCommand("Sim's loop beside other languages' event loops, one process a measurement.") { core, sleeping, echo, idle, churn, garbage, http }.Parse(args);
if (parse.Errors.Count > 0)
{
    foreach (var error in parse.Errors)
    {
        Console.Error.WriteLine(error.Message);
    }

    return 2;
}

return parse.Invoke();

static void Refuse(System.CommandLine.Parsing.SymbolResult result, bool isWrong, string message)
{
    if (isWrong)
    {
        result.AddError(message);
    }
}
