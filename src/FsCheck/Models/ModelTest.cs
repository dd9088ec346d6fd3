using FsCheck;

namespace Sim.Checking;

/// <summary>
/// A stateful test: FsCheck makes commands for several clients, the clients run them at the same time against a real system in the simulated world, and what they were
/// answered is compared with a <see cref="Model{TState, TInput, TOutput}"/>. With one client the answers must be the model's, one after another; with several there must be
/// an order that explains them (linearizability). Where not, clients, commands and schedule are shrunk together.
/// </summary>
/// <typeparam name="TSystem">The system; each run makes a new one.</typeparam>
/// <typeparam name="TState">The model's state.</typeparam>
/// <typeparam name="TInput">What is asked.</typeparam>
/// <typeparam name="TOutput">What is answered.</typeparam>
public abstract class ModelTest<TSystem, TState, TInput, TOutput>
    where TState : notnull
    where TInput : notnull
{
    /// <summary>What the system should do.</summary>
    public abstract Model<TState, TInput, TOutput> Model { get; }

    /// <summary>How commands are made and shrunk.</summary>
    public abstract Arbitrary<TInput> Commands { get; }

    /// <summary>How many clients there are at most.</summary>
    /// <value>Default 3; at least 1.</value>
    public virtual int MaxClients => 3;

    /// <summary>How many commands a client has at most.</summary>
    /// <value>Default 6; at least 1.</value>
    public virtual int MaxCommands => 6;

    /// <summary>Whether each client is a host of its own, <c>client1</c> and so on: what it asks then goes over the simulated network, if the system listens there.</summary>
    /// <value>Default false: clients are tasks on the host of the test.</value>
    public virtual bool ClientsAreHosts => false;

    /// <summary>Begins a run: makes the system.</summary>
    /// <param name="simulation">The world of the run.</param>
    public abstract Task<TSystem> StartAsync(Simulation simulation);

    /// <summary>A client asks something, and is answered. What this throws fails the run: where an error is an answer, return it.</summary>
    /// <param name="system">The system.</param>
    /// <param name="client">Who asks: <c>client1</c> and so on.</param>
    /// <param name="input">What is asked.</param>
    public abstract Task<TOutput> CallAsync(TSystem system, string client, TInput input);

    /// <summary>Ends a run that went well up to here.</summary>
    /// <param name="system">The system.</param>
    public virtual Task StopAsync(TSystem system) => Task.CompletedTask;

    /// <summary>Says whether the history of a run with several clients is right, and throws if not.</summary>
    /// <param name="history">What they saw.</param>
    /// <remarks>By default it must be linearizable; others are at hand as extension methods of it.</remarks>
    public virtual void Judge(History<TInput, TOutput> history) => history.ThrowIfNotLinearizable(Model);

    /// <summary>Runs the test.</summary>
    /// <param name="options">How many inputs and schedules, and how runs go.</param>
    /// <exception cref="ArgumentException">An option is out of range, or the token to replay is damaged or of another test.</exception>
    /// <exception cref="PlatformNotSupportedException">This runtime cannot be captured.</exception>
    public PropertyReport Check(PropertyOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxClients, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCommands, 1);
        options ??= new PropertyOptions();
        return SimulationProperty.Check(ClientCommands<TInput>.From(Commands, MaxClients, MaxCommands), RunAsync, options with { Name = options.Name ?? GetType().Name });
    }

    private async Task RunAsync(Simulation simulation, ClientCommands<TInput> commands)
    {
        TSystem system = await StartAsync(simulation).ConfigureAwait(true);
        var history = new History<TInput, TOutput>(simulation);
        await Task.WhenAll([.. commands.Clients.Select((asked, i) => StartClient(simulation, $"client{i + 1}", client => AskAsync(system, client, asked, history)))]).ConfigureAwait(true);
        if (commands.Clients.Count == 1)
        {
            JudgeOneByOne(history);
        }
        else
        {
            Judge(history);
        }

        await StopAsync(system).ConfigureAwait(true);
    }

    /// <remarks>A client that is a task begins as any work of the pool does.</remarks>
    private Task StartClient(Simulation simulation, string name, Func<string, Task> main) => ClientsAreHosts
        ? simulation.AddHost(name, _ => main(name)).Completion
        : Task.Factory.StartNew(() => main(name), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default).Unwrap();

    private async Task AskAsync(TSystem system, string client, IReadOnlyList<TInput> asked, History<TInput, TOutput> history)
    {
        foreach (TInput input in asked)
        {
            await history.RecordAsync(client, input, () => CallAsync(system, client, input)).ConfigureAwait(true);
        }
    }

    /// <summary>Nobody else was there: each answer is the model's.</summary>
    private void JudgeOneByOne(History<TInput, TOutput> history)
    {
        TState state = Model.Initial;
        foreach (Operation<TInput, TOutput> operation in history.Operations)
        {
            if (!Model.TryStep(state, operation.Input, new Answer<TOutput>(true, operation.Output), out TState next))
            {
                throw new ModelViolatedException($"{operation.Input} was answered {Inputs.Printed.Of(operation.Output)}, and not {Inputs.Printed.Of(Model.Apply(state, operation.Input).Output)}, in the state {Model.Describe(state)}.");
            }

            state = next;
        }
    }
}
