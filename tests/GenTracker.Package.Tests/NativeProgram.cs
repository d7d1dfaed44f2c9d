using System.Threading.Tasks;
using Xunit;

namespace GenTracker.Package.Tests;

/// <summary>The program, compiled ahead of time; published once for all tests of it.</summary>
public sealed class NativeProgram : IAsyncLifetime
{
    /// <summary>The program.</summary>
    internal PublishedProgram Program { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await PackedPackage.GetAsync();
        Program = await PublishedProgram.PublishNativeAsync();
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => Task.CompletedTask;
}
