using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Sim.AspNetCore;

/// <summary>
/// Takes down changes to a host that is not being built yet. What configures the host itself must be known before the program runs, so it is
/// gathered at once.
/// </summary>
internal sealed class RecordedHostBuilder : IHostBuilder
{
    private readonly List<Action<IHostBuilder>> _changes = [];
    private readonly ConfigurationManager _host = new();

    public IDictionary<object, object> Properties { get; } = new Dictionary<object, object>();

    /// <summary>The host's own settings, as changed.</summary>
    public IConfiguration HostConfiguration => _host;

    public IHostBuilder ConfigureHostConfiguration(Action<IConfigurationBuilder> configureDelegate)
    {
        configureDelegate(_host);
        return this;
    }

    public IHostBuilder ConfigureAppConfiguration(Action<HostBuilderContext, IConfigurationBuilder> configureDelegate) =>
        Record(builder => builder.ConfigureAppConfiguration(configureDelegate));

    public IHostBuilder ConfigureServices(Action<HostBuilderContext, IServiceCollection> configureDelegate) =>
        Record(builder => builder.ConfigureServices(configureDelegate));

    public IHostBuilder ConfigureContainer<TContainerBuilder>(Action<HostBuilderContext, TContainerBuilder> configureDelegate) =>
        Record(builder => builder.ConfigureContainer(configureDelegate));

    public IHostBuilder UseServiceProviderFactory<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory)
        where TContainerBuilder : notnull =>
        Record(builder => builder.UseServiceProviderFactory(factory));

    public IHostBuilder UseServiceProviderFactory<TContainerBuilder>(Func<HostBuilderContext, IServiceProviderFactory<TContainerBuilder>> factory)
        where TContainerBuilder : notnull =>
        Record(builder => builder.UseServiceProviderFactory(factory));

    public IHost Build() => throw new NotSupportedException("The program builds its host itself: only configure it here.");

    /// <summary>Makes the changes to a real builder.</summary>
    public void Replay(IHostBuilder builder)
    {
        foreach ((object key, object value) in Properties)
        {
            builder.Properties[key] = value;
        }

        foreach (Action<IHostBuilder> change in _changes)
        {
            change(builder);
        }
    }

    /// <exception cref="InvalidOperationException">The program did not take up the environment that was asked for.</exception>
    public void Check(IServiceProvider services)
    {
        string? wanted = _host[HostDefaults.EnvironmentKey];
        IHostEnvironment actual = services.GetRequiredService<IHostEnvironment>();
        if (wanted is not null && !actual.IsEnvironment(wanted))
        {
            throw new InvalidOperationException(
                $"The environment was to be {wanted} and is {actual.EnvironmentName}: the program does not pass its arguments on to its builder, as in WebApplication.CreateBuilder(args).");
        }
    }

    private RecordedHostBuilder Record(Action<IHostBuilder> change)
    {
        _changes.Add(change);
        return this;
    }
}
