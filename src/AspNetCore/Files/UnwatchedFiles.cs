using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Primitives;

namespace Sim.AspNetCore;

/// <summary>Files as they are, and as they stay: a watcher of them would be the machine's, and what it sees no part of a run.</summary>
internal sealed class UnwatchedFiles(IFileProvider files) : IFileProvider
{
    /// <summary>Has a host see its content and its web root this way.</summary>
    public static void Replace(IHostEnvironment environment)
    {
        environment.ContentRootFileProvider = Of(environment.ContentRootFileProvider);
        if (environment is IWebHostEnvironment web)
        {
            web.WebRootFileProvider = Of(web.WebRootFileProvider);
        }
    }

    public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private static IFileProvider Of(IFileProvider files) => files is UnwatchedFiles or NullFileProvider ? files : new UnwatchedFiles(files);
}
