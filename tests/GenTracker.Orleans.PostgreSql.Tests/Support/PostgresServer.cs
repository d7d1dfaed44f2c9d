using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using GenTracker.Tests.Shared;
using Npgsql;

namespace GenTracker.Orleans.PostgreSql.Tests.Support;

/// <summary>A PostgreSQL server of this test run alone: on a free port of loopback, in a temporary directory.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "gentracker";

    // The server refuses to run as root. The package of the server makes this user.
    private static readonly string[] AsOtherUser = Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    private readonly string _directory = Directory.CreateTempSubdirectory("gentracker-postgres-").FullName;
    private readonly string _programs = FindPrograms();

    private readonly int _maxConnections;
    private readonly bool _isDurable;

    private PostgresServer(int maxConnections, bool isDurable) => (_maxConnections, _isDurable) = (maxConnections, isDurable);

    public int Port { get; } = FreePorts.Get();

    private string Data => Path.Combine(_directory, "data");

    /// <param name="maxConnections">Maximum number of connections.</param>
    /// <param name="isDurable">Whether it waits for the disk, as a server with data of value does.</param>
    public static async Task<PostgresServer> StartNewAsync(int maxConnections = 20, bool isDurable = false)
    {
        var server = new PostgresServer(maxConnections, isDurable);
        if (AsOtherUser.Length > 0)
            await RunAsync("chown", "postgres", server._directory);
        await server.RunProgramAsync("initdb", "-D", server.Data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        await server.StartAsync();
        return server;
    }

    public string GetConnectionString(string database = "postgres") =>
        $"Host=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};Username={User};Database={database};Timeout=15";

    /// <summary>Starts the server, and returns when it accepts connections.</summary>
    public Task StartAsync() =>
        RunProgramAsync(
            "pg_ctl",
            "-D", Data, "-w", "-t", "60", "-l", Path.Combine(_directory, "log"),
            "-o",
            $"-p {Port.ToString(CultureInfo.InvariantCulture)} -c max_connections={_maxConnections.ToString(CultureInfo.InvariantCulture)} "
                + $"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync={(_isDurable ? "on" : "off")}",
            "start");

    /// <summary>Ends all processes of the server at once, as kill -9 does, and returns when they are gone.</summary>
    public void Kill()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Data, "postmaster.pid"));
        using var server = Process.GetProcessById(int.Parse(lines[0], CultureInfo.InvariantCulture));
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
    }

    /// <summary>Creates an empty database, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        string name = "d" + Guid.NewGuid().ToString("N");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(GetConnectionString() + ";Pooling=false");
        await using NpgsqlCommand command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return GetConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        await RunProgramAsync("pg_ctl", "-D", Data, "-w", "-m", "immediate", "stop");
        Directory.Delete(_directory, recursive: true);
    }

    private static string FindPrograms()
    {
        const string Installed = "/usr/lib/postgresql";
        string? newest = Directory.Exists(Installed)
            ? Directory.GetDirectories(Installed).OrderBy(static path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).LastOrDefault()
            : null;
        return newest is null
            ? throw new InvalidOperationException($"There is no PostgreSQL server in {Installed}: install Debian's package postgresql.")
            : Path.Combine(newest, "bin");
    }

    // The other user may not enter the directory of the tests.
    private static Task<string> RunAsync(params string[] command) =>
        RunningProgram.RunAsync(new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = "/" });

    private Task<string> RunProgramAsync(string program, params string[] arguments) =>
        RunAsync([.. AsOtherUser, Path.Combine(_programs, program), .. arguments]);
}
