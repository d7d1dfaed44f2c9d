using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Analyzers.Tests.Harness;
using GenTracker.Analyzers.Tests.RulePages;
using Xunit;

namespace GenTracker.Analyzers.Tests;

/// <summary>The README's code compiles, and no rule has anything to say of it.</summary>
public class ReadmeTests
{
    [Fact]
    public async Task What_the_readme_shows_compiles_and_breaks_no_rule()
    {
        string[] blocks =
        [
            .. File.ReadAllText(Path.Combine(RulePage.Folder, "..", "..", "README.md")).ReplaceLineEndings("\n")
                .Split("```csharp\n").Skip(1).Select(static block => block[..block.IndexOf("\n```", StringComparison.Ordinal)]),
        ];
        string source = $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Logging;
            {{blocks[0]}}

            [Tracker]
            public sealed partial class Socket;

            public sealed class StreamSource
            {
                public Task ConnectAsync(CancellationToken cancellationToken) => Task.Delay(1, cancellationToken);

                public IAsyncEnumerable<byte[]> ReadAsync(CancellationToken cancellationToken) => throw new OperationCanceledException(cancellationToken);
            }

            public sealed class Builder
            {
                public IServiceCollection Services { get; } = new ServiceCollection();
            }

            public static class Program
            {
                public static async Task UseAsync(Builder builder, StreamSource source, SocketTracker sockets, Socket socketChild)
                {
                    {{blocks[1]}}
                }
            }
            """;

        await (await Analysis.OfAsync(TestProject.Of(source))).IsCleanAsync();
    }
}
