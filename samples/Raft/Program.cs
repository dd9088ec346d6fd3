using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Raft;
using Raft.Consensus;
using Raft.Storage;
using Raft.Store;
using Sim;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);

builder.Services.AddOptions<RaftOptions>().BindConfiguration(RaftOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, RaftJsonContext.Default));
builder.Services.AddHttpClient<PeerClient>((provider, client) => client.Timeout = provider.GetRequiredService<IOptions<RaftOptions>>().Value.RequestTimeout);
builder.Services.TryAddSingleton(TimeProvider.System);
builder.Services.AddSingleton<IDisk>(provider => new DirectoryDisk(provider.GetRequiredService<IOptions<RaftOptions>>().Value.Data));
builder.Services.AddSingleton<Storage>();
builder.Services.AddSingleton<KeyValueStore>();
builder.Services.AddSingleton<Node>();
builder.Services.AddHostedService<NodeService>();

WebApplication app = builder.Build();
app.MapNode();
app.Run();
