using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The package <c>GenTracker.AspNetCore</c>, and the native program that uses it; made once for all tests of it.</summary>
public sealed class AspNetCorePackage : IAsyncLifetime
{
    /// <summary>The program.</summary>
    internal PublishedProgram Program { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await PackedPackage.GetAspNetCoreAsync();
        Program = await PublishedProgram.PublishNativeWebAsync();
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;
}
