using System;
using System.Collections.Generic;
using Xunit;
using static GenTracker.Package.Tests.DocumentedCommands.Pages;
using static GenTracker.Package.Tests.DocumentedCommands.RegisteredCommand;

namespace GenTracker.Package.Tests.DocumentedCommands;

/// <summary>Every command of the pages, and who runs it.</summary>
internal static class CommandRegister
{
    private const string Testing = "docs/testing.md", Benchmarks = "benchmarks/README.md";

    private const string IsThisRun =
        "it is the run that this test is a part of", MeasuresForMinutes = "it measures for minutes, needs a quiet machine, and writes the page anew";

    private const string Compare = "benchmarks/compare/run.sh", Smoke = $"{Compare} --quick --only count --no-erlang";

    /// <summary>The test run has just built it.</summary>
    private const string Built = "-c Release --no-build";

    private const string RunByProcessTests = "GenTracker.Orleans.Processes.Tests starts the same program, and ends its nodes";

    /// <summary>The entries.</summary>
    public static IReadOnlyList<RegisteredCommand> All { get; } =
    [
        .. ByHand(IsThisRun, Readme, "./test.sh"),
        .. ByHand(IsThisRun, "CONTRIBUTING.md", "./test.sh"),
        .. ByHand("it restores a tool that nothing else needs; .github/workflows/docs.yml runs it", "CONTRIBUTING.md", "docs/site/build.sh"),

        // PackedPackage packs with what the page says, into a folder and in a version of the test run's own; the tests go on from there.
        .. RunBy<WordByWordTests>(
            nameof(WordByWordTests.The_packages_become_a_source_templates_and_programs),
            Readme,
            "dotnet pack src/GenTracker -c Release -o packages",
            "dotnet pack templates/GenTracker.Templates -c Release -o packages",
            "dotnet nuget add source \"$PWD/packages\" --name gentracker",
            "dotnet new install GenTracker.Templates",
            "dotnet new gentracker-service -n Acme.Jobs",
            "dotnet add package GenTracker --prerelease",
            "dotnet new gentracker-child -n Session"),
        .. RunBy<WordByWordTests>(
            nameof(WordByWordTests.The_packages_become_a_source_templates_and_programs),
            TemplatesPage,
            "dotnet new install GenTracker.Templates",
            "dotnet new gentracker-service -n Acme.Jobs",
            "dotnet new gentracker-child -n Session --key Guid"),
        .. RunBy<WordByWordTests>(
            nameof(WordByWordTests.The_packages_become_a_source_templates_and_programs),
            StartPage,
            "dotnet new console -n Acme.Imports",
            "cd Acme.Imports",
            "dotnet add package GenTracker --prerelease",
            "dotnet run",
            "dotnet new gentracker-service -n Acme.Jobs",
            "dotnet test Acme.Jobs",
            "dotnet run --project Acme.Jobs/Acme.Jobs",
            "cd Acme.Jobs/Acme.Jobs",
            "dotnet new gentracker-child -n Session"),
        .. RunBy<WordByWordTests>(
            nameof(WordByWordTests.The_packages_become_a_source_templates_and_programs), "docs/package.md", "dotnet add package GenTracker --prerelease"),

        // With the package in place of the project, and into a folder of the test run's own.
        .. RunBy<NativeTests>(
            nameof(NativeTests.It_does_what_it_does_under_the_runtime),
            "docs/aot.md",
            "dotnet publish tests/GenTracker.Aot -c Release --use-current-runtime -o artifacts/native",
            "artifacts/native/GenTracker.Aot"),
        .. RunBy<AspNetCorePackageTests>(
            nameof(AspNetCorePackageTests.A_slim_application_does_what_it_does_under_the_runtime),
            "docs/aot.md",
            "dotnet publish tests/GenTracker.AspNetCore.Aot -c Release --use-current-runtime -o artifacts/native-web",
            "artifacts/native-web/GenTracker.AspNetCore.Aot"),
        .. RunBy<AspNetCorePackageTests>(
            nameof(AspNetCorePackageTests.The_package_holds_the_library_and_nothing_else),
            Readme,
            "dotnet pack src/GenTracker.AspNetCore -c Release -o packages"),
        .. RunBy<OrleansPackageTests>(
            nameof(OrleansPackageTests.The_package_holds_the_library_what_the_compiler_needs_and_nothing_else),
            Readme,
            "dotnet pack src/GenTracker.Orleans -c Release -o packages"),
        .. RunBy<PostgreSqlPackageTests>(
            nameof(PostgreSqlPackageTests.The_package_holds_the_library_and_nothing_else),
            Readme,
            "dotnet pack src/GenTracker.Orleans.PostgreSql -c Release -o packages"),

        .. RunBy<LiveStreamsPageTests>(
            nameof(LiveStreamsPageTests.A_stream_is_published_watched_and_sent_away), Readme, "dotnet run --project samples/LiveStreams"),
        .. RunBy<LiveStreamsPageTests>(
            nameof(LiveStreamsPageTests.A_stream_is_published_watched_and_sent_away),
            LiveStreams,
            "dotnet run --project samples/LiveStreams",
            "curl -s http://127.0.0.1:5080/streams",
            "curl -s http://127.0.0.1:5080/viewers",
            "curl -s http://127.0.0.1:5080/live/demo/index.m3u8",
            LiveStreamsPageTests.Publish,
            "curl -i -X DELETE http://127.0.0.1:5080/streams/tv1",
            "curl -i -T README.md http://127.0.0.1:5080/publish/tv2",
            "curl -i http://127.0.0.1:5080/live/nobody",
            "curl -s --limit-rate 1k http://127.0.0.1:5080/live/tv1 >/dev/null"),
        .. RunBy<LiveStreamsPageTests>(
            nameof(LiveStreamsPageTests.A_recording_is_made_and_played),
            LiveStreams,
            LiveStreamsPageTests.Record,
            "dotnet run --project samples/LiveStreams -- --Sources:film file:film.ts"),
        .. RunBy<LiveStreamsPageTests>(nameof(LiveStreamsPageTests.A_stream_is_pulled_from_another_server), LiveStreams, LiveStreamsPageTests.Relay),
        .. ByHand(
            "it opens a window; GenTracker.LiveStreams.Tests watches the same streams with ffprobe",
            LiveStreams,
            "ffplay http://127.0.0.1:5080/live/demo",
            "ffplay http://127.0.0.1:5080/live/tv1"),
        .. ByHand(RunByProcessTests, ClusteredRooms, "dotnet run --project samples/ClusteredRooms"),
        .. ByHand(RunByProcessTests, ClusterPage, "dotnet run --project samples/ClusteredRooms"),
        .. RunBy<ClusterPageTests>(
            nameof(ClusterPageTests.One_process_becomes_a_node_and_a_client_and_then_three_nodes), ClusterPage, ClusterPageTests.Commands),

        Shortened(Benchmarks, Compare, Measures, (Compare, Smoke)),
        Shortened(Benchmarks, $"{Compare} --quick", Measures, ($"{Compare} --quick", Smoke)),
        Shortened(Benchmarks, $"{Compare} --only find", Measures, ($"{Compare} --only find", Smoke)),
        Shortened(Benchmarks, $"{Compare} --no-erlang", Measures, ($"{Compare} --no-erlang", Smoke)),
        Shortened("docs/performance.md", Compare, Measures, (Compare, Smoke)),
        Shortened(
            Benchmarks, $"{Compare} --render", static result => Assert.Contains("as it was: docs/performance.md", result.Output, StringComparison.Ordinal)),
        Shortened(
            Benchmarks, $"{Compare} --code '*Count*:*'", static result => Assert.Contains("CountContenders:Counter", result.Output, StringComparison.Ordinal)),
        .. ByHand("only a run of everything can be resumed, which takes minutes and a quiet machine", Benchmarks, $"{Compare} --resume"),
        .. ByHand(MeasuresForMinutes, Benchmarks, "dotnet run -c Release --project benchmarks/GenTracker.BlockedPool"),
        .. ByHand(
            MeasuresForMinutes,
            Benchmarks,
            "dotnet run -c Release --project benchmarks/GenTracker.Cluster -- failover 60 tuned",
            "dotnet run -c Release --project benchmarks/GenTracker.Cluster -- opens 5",
            "dotnet run -c Release --project benchmarks/GenTracker.Cluster -- calls 7",
            "dotnet run -c Release --project benchmarks/GenTracker.Cluster -- heap 3",
            "dotnet run -c Release --project benchmarks/GenTracker.Cluster -- checkpoints 3"),
        .. ByHand(MeasuresForMinutes, "docs/performance-compiler.md", "dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts"),
        .. ByHand(
            MeasuresForMinutes,
            Benchmarks,
            "dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts",
            "dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts -- print"),
        Shortened(
            Benchmarks,
            "dotnet run -c Release --project benchmarks/GenTracker.CompilerCosts -- cold ours 20",
            static result => Assert.Contains("first edit", result.Output, StringComparison.Ordinal),
            ("-c Release", Built)),
        Shortened(
            Benchmarks,
            "dotnet run -c Release --project benchmarks/GenTracker.Benchmarks -- --filter '*Find*'",
            static result => Lists(result, "FindBenchmarks."),
            ("-c Release", Built),
            ("-- ", "-- --list flat ")),
        Shortened(
            "docs/performance.md",
            "dotnet run -c Release --project benchmarks/GenTracker.Benchmarks -- --filter '*'",
            static result => Lists(result, "FindBenchmarks.", "LifeBenchmarks."),
            ("-c Release", Built),
            ("-- ", "-- --list flat ")),

        Shortened(
            Testing,
            "GENTRACKER_DECLARATIONS=20000 GENTRACKER_SEED=7 dotnet test tests/GenTracker.Analyzers.Tests -c Release --filter "
                + "FullyQualifiedName~DeclarationProperty",
            Passes,
            ("=20000", "=200"),
            ("-c Release", Built)),
        Shortened(
            Testing,
            "GENTRACKER_PLACES=200 dotnet test tests/GenTracker.Analyzers.Tests -c Release --filter FullyQualifiedName~EmittedFix",
            Passes,
            ("=200", "=8"),
            ("FullyQualifiedName~EmittedFix", "\"FullyQualifiedName~EmittedFix&DisplayName~Thread.Sleep\""),
            ("-c Release", Built)),
        Shortened(
            Testing,
            "GENTRACKER_SEED=194 GENTRACKER_SCHEDULES=1 dotnet test tests/GenTracker.Interleavings.Tests --filter \"DisplayName~close/ending\"",
            Passes,
            (" --filter", $" {Built} --filter")),
        Shortened(
            Testing,
            "GENTRACKER_SCHEDULES=1000000 dotnet test tests/GenTracker.Interleavings.Tests --filter \"FullyQualifiedName~TrackerScenarioTests\"",
            Passes,
            ("=1000000", "=10"),
            (" --filter", $" {Built} --filter")),
        Shortened(
            Testing,
            "dotnet test tests/GenTracker.Interleavings.Tests -c Release --logger trx --results-directory artifacts/explorer",
            Passes,
            ("-c Release", $"{Built} --filter \"DisplayName~open/cancel\"")),

        Shortened(
            Testing,
            "GENTRACKER_SOAK_SECONDS=600 GENTRACKER_SEED=7 dotnet test tests/GenTracker.Soak -c Release --filter FullyQualifiedName~SoakTests",
            Passes,
            ("=600", "=5"),
            ("-c Release", Built)),

        .. ByHand(
            "a mutation run takes 40 minutes, and a tool that nothing else needs",
            Testing,
            "dotnet tool restore",
            "cd src/GenTracker",
            "GENTRACKER_PROGRAMS=300 dotnet stryker -tp ../../tests/GenTracker.Tests/GenTracker.Tests.csproj --mutate \"Supervision/**/*.cs\" -O "
                + "../../../mutants"),
    ];

    private static void Measures(CommandResult result)
    {
        Assert.Contains("=== all launches together", result.Output, StringComparison.Ordinal);
        Assert.Contains("count/", result.Output, StringComparison.Ordinal);
    }

    private static void Lists(CommandResult result, params string[] benchmarks) =>
        Assert.All(benchmarks, benchmark => Assert.Contains(benchmark, result.Output, StringComparison.Ordinal));

    private static void Passes(CommandResult result) => Assert.Matches("Passed: +[1-9]", result.Output);
}
