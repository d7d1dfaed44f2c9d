// Operating system processes, each supervised as a child.
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using GenTracker;

namespace Corpus.OsProcesses;

public sealed record Command(string File, ImmutableArray<string> Arguments)
{
    public static Command Parse(ReadOnlySpan<char> line)
    {
        int space = line.IndexOf(' ');
        string file = space < 0 ? line.ToString() : line[..space].ToString();
        return new Command(file, space < 0 ? [] : [.. line[(space + 1)..].ToString().Split(' ')]);
    }
}

[Tracker(KeyComparison = StringComparison.OrdinalIgnoreCase)]
public sealed partial class SupervisedProcess : ITrackedChild, IDisposable
{
    private readonly Process _process;
    private readonly ILogger _log;
    private readonly Queue<string> _lastLines = new();

    public SupervisedProcess(string key, Command command, [Injected] ILogger<SupervisedProcess> log)
    {
        _log = log;
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(command.File, command.Arguments) { RedirectStandardOutput = true, RedirectStandardError = true },
            EnableRaisingEvents = true,
        };
        State = "new";
        Starts += 1;
        Title = $"{key}: {command.File}";
    }

    public SupervisedProcess(string key, string line, [Injected] ILogger<SupervisedProcess> log)
        : this(key, Command.Parse(line), log)
    {
    }

    [TrackedAttr] public partial int ProcessId { get; private set; }
    [TrackedAttr] public partial long Lines { get; }
    [TrackedAttr] public partial long PeakMemory { get; private set; }
    [TrackedAttr] public partial int? ExitCode { get; private set; }
    [TrackedAttr] public partial string State { get; private set; }
    [TrackedAttr] public partial string Title { get; set; }
    [TrackedAttr(Survives = true)] public partial int Starts { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        if (!_process.Start())
        {
            throw new InvalidOperationException("Another process was reused.");
        }

        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        ProcessId = _process.Id;
        State = "running";
        await Task.Delay(50, cancellationToken);
    }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(5));
        Task exited = _process.WaitForExitAsync(stoppingToken);
        try
        {
            while (!exited.IsCompleted)
            {
                Task<bool> tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                await await Task.WhenAny(exited, tick);
                _process.Refresh();
                RaisePeakMemoryTo(_process.WorkingSet64);
            }

            ExitCode = _process.ExitCode;
            if (_process.ExitCode != 0)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"exit code {_process.ExitCode}"));
            }
        }
        finally
        {
            State = "ending";
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit();
            }
        }
    }

    public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken)
    {
        string tail;
        lock (_lastLines)
        {
            tail = string.Join('\n', _lastLines);
        }

        _log.LogInformation("{Title} ended after {Lines} lines, at most {Memory} bytes: {Reason}\n{Tail}", Title, Lines, PeakMemory, exit.Reason, tail);
        return Task.CompletedTask;
    }

    public void Dispose() => _process.Dispose();

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        // Lines may still arrive after the child has ended.
        if (TryIncrementLines(1, out _))
        {
            lock (_lastLines)
            {
                _lastLines.Enqueue(line);
                if (_lastLines.Count > 20)
                {
                    _lastLines.Dequeue();
                }
            }
        }
    }
}

public sealed class ProcessTable(SupervisedProcessTracker processes)
{
    private long _killed;

    public async Task<int> StartAsync(string name, string line, CancellationToken cancellationToken)
    {
        SupervisedProcess process = await processes.FindOrOpenAsync(name, line, cancellationToken: cancellationToken);
        return process.ProcessId;
    }

    public async Task KillAllAsync(Func<SupervisedProcess, bool> chosen)
    {
        List<Task<bool>> stops = [];
        foreach (SupervisedProcess process in processes)
        {
            if (chosen(process))
            {
                stops.Add(processes.StopAsync(process.Key));
            }
        }

        bool[] stopped = await Task.WhenAll(stops);
        _killed += stopped.Count(static each => each);
    }

    public SupervisedProcess? Find(ReadOnlySpan<char> pathAndName) => processes.Find(pathAndName[(pathAndName.LastIndexOf('/') + 1)..]);

    public SupervisedProcess? FindByNumber(int number) => processes.Find(number.ToString(CultureInfo.InvariantCulture));

    public string? TitleOf(string line)
    {
        string name = line.Substring(0, line.IndexOf(' ', StringComparison.Ordinal));
        return processes.Find(name)?.Title ?? name;
    }

    public long Killed => Interlocked.Read(ref _killed);
}
