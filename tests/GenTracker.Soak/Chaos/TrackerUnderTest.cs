using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Oracles;
using GenTracker.Soak.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace GenTracker.Soak.Chaos;

/// <summary>A tracker, the histories of its keys, and the calls of the soak, whose answers are all checked.</summary>
internal sealed class TrackerUnderTest(TestEnvironment environment, ProbeChildTracker tracker, ChildOrigin origin)
{
    private const int MaxRemembered = 4096;

    private readonly ConcurrentDictionary<string, KeyHistory> _histories = new();
    private readonly List<WeakReference> _remembered = [];
    private bool _isClosing;

    public string Name => $"tracker of {origin} children";

    public TestEnvironment Environment => environment;

    public SoakReport Report => environment.Report;

    public ProbeChildTracker Tracker => tracker;

    public ChildOrigin Origin => origin;

    /// <summary>Whether it has room for fewer children than there are keys.</summary>
    public bool IsBounded { get; init; }

    public bool CanOpen => origin != ChildOrigin.Existing;

    /// <summary>Whether it was told to close: it may refuse from now on.</summary>
    public bool IsClosing => Volatile.Read(ref _isClosing);

    public static string KeyOf(int number) => $"key-{number}";

    public KeyHistory HistoryOf(string key) =>
        _histories.GetOrAdd(key, static (key, test) => new KeyHistory(test.Report, $"{key} of the {test.Name}"), this);

    /// <summary>A child that no services are made for; its type changes from one incarnation to the next.</summary>
    public static ProbeChild Make(string key, ChildScript script) =>
        script.Incarnations % 2 == 0 ? new DerivedProbe(key, script)
        : new ProbeChild(key, script, new ScopedService(), NullLogger<ProbeChild>.Instance);

    /// <summary>Opens; the caller takes whatever comes of it.</summary>
    public ValueTask<ProbeChild> OpenUncheckedAsync(
        string key, ChildScript script, ChildOptions? options = null, CancellationToken cancellationToken = default) =>
        origin == ChildOrigin.Constructor ? tracker.FindOrOpenAsync(key, script, options, cancellationToken)
        : key.Length % 2 == 0 ? tracker.FindOrOpenAsync(key, key => Make(key, script), options, cancellationToken)
        : tracker.FindOrOpenAsync(key, script, static (key, script, _) => Make(key, script), options, cancellationToken);

    public bool Finds(ChildOracle child) => child.Child is { } probe && ReferenceEquals(tracker.Find(child.Script.Key), probe);

    public bool Enumerates(ChildOracle child) => tracker.Any(probe => ReferenceEquals(probe, child.Child));

    public bool HasAbandoned(ChildOracle child) =>
        tracker.GetChildren().Any(info =>
            info.State == ChildState.Abandoned && (info.Child is { } probe ? ReferenceEquals(probe, child.Child) : info.Key == child.Script.Key));

    /// <summary>Remembers a new child, to see later whether it is still in memory.</summary>
    public void Remember(ProbeChild child)
    {
        lock (_remembered)
        {
            if (_remembered.Count < MaxRemembered)
                _remembered.Add(new WeakReference(child));
        }
    }

    /// <summary>How many of the remembered children are still in memory.</summary>
    public int CountAlive()
    {
        lock (_remembered)
        {
            _remembered.RemoveAll(static child => !child.IsAlive);
            return _remembered.Count;
        }
    }

    /// <summary>Opens, and checks what comes of it. Null if it was refused, failed or was cancelled.</summary>
    /// <param name="script">What the child does; by default it runs until it is stopped.</param>
    /// <param name="isChild">Whether a child's code calls, to which a <see cref="WaitCycleException"/> goes.</param>
    /// <param name="call">How it opens.</param>
    public async Task<ProbeChild?> OpenAsync(
        string key,
        ChildScript? script = null,
        ChildOptions? options = null,
        bool isChild = false,
        OpenCall call = OpenCall.FindOrOpen,
        CancellationToken cancellationToken = default)
    {
        Report.Totals.Add(Total.Opens);
        KeyHistory history = HistoryOf(key);
        script ??= new ChildScript(this, key);
        ChildOracle? before = tracker.Find(key)?.Oracle;
        try
        {
            ProbeChild child = await AskAsync(call, key, script, options, cancellationToken).Within(Report, "an open", history);
            history.Note(child.Oracle.Id, "open returned");
            Report.Outcomes.Add(
                call == OpenCall.Reopen && before is not null ? Outcome.Reopened
                : before is not null ? Outcome.OpenFound
                : Outcome.OpenOpened);
            if (call != OpenCall.FindOrOpen)
                ExpectOwn(child, script, before);
            child.Oracle.Expect(child.Oracle.Script.Key == key && child.Oracle.Script.Tracker == this, $"an open of {key} returned another key's child");
            child.Oracle.Expect(child.Oracle.IsAdopted || child.Oracle.StartSucceeded, "an open returned a child whose start has not succeeded");
            return child;
        }
        catch (Exception exception) when (exception is not WaitCycleException || !isChild)
        {
            (Outcome Outcome, bool IsExpected)? refusal = exception switch
            {
                ChildStartException { InnerException: TimeoutException } => (Outcome.OpenTimedOut, true),
                ChildStartException { InnerException: OperationCanceledException } => (Outcome.OpenOvertakenByStop, true),
                ChildStartException { InnerException: FaultException or InvalidOperationException or TrackerException } => (Outcome.OpenFailed, true),
                ChildAlreadyExistsException => (Outcome.OpenRefused, call == OpenCall.Open),
                ChildSupersededException => (Outcome.Superseded, true),
                TrackerClosedException => (Outcome.OpenClosed, IsClosing),
                TrackerFullException => (Outcome.OpenFull, IsBounded),
                OperationCanceledException cancelled when cancellationToken.IsCancellationRequested =>
                    (Outcome.OpenCancelled, cancelled.CancellationToken == cancellationToken),
                _ => null,
            };
            if (refusal?.IsExpected != true)
                ReportUnexpected("an open", exception, history);
            if (refusal is { } told)
                Report.Outcomes.Add(told.Outcome);
            if (exception is TrackerException refused)
                ExpectNames(refused, key);
        }

        return null;
    }

    /// <summary>Stops, and checks that whoever lived under the key is over.</summary>
    public async Task<bool> StopAsync(string key, CancellationToken cancellationToken = default)
    {
        Report.Totals.Add(Total.Stops);
        KeyHistory history = HistoryOf(key);
        ChildOracle? before = tracker.Find(key)?.Oracle;
        history.Note(before?.Id ?? 0, "stop requested");
        try
        {
            bool stopped = await tracker.StopAsync(key, cancellationToken).Within(Report, "a stop", history);
            history.Note(before?.Id ?? 0, "stop returned", stopped ? "true" : "false");
            Report.Outcomes.Add(stopped ? Outcome.StopStopped : Outcome.StopFoundNothing);
            if (before is not null && !before.IsOverOrAbandoned())
                before.Violation($"a stop returned {stopped}, and the child that was there before it is not over");
            return stopped;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Report.Outcomes.Add(Outcome.StopCancelled);
        }
        catch (Exception exception)
        {
            ReportUnexpected("a stop", exception, history);
        }

        return false;
    }

    /// <summary>Stops this very child. Whatever the answer: if it is not the present one of its key, it is over.</summary>
    public async Task StopAsync(ProbeChild child)
    {
        Report.Totals.Add(Total.Stops);
        ChildOracle oracle = child.Oracle;
        KeyHistory history = oracle.Script.History;
        history.Note(oracle.Id, "stop of the child requested");
        try
        {
            bool stopped = await tracker.StopAsync(child).Within(Report, "a stop of a child", history);
            history.Note(oracle.Id, "stop of the child returned", stopped ? "true" : "false");
            Report.Outcomes.Add(stopped ? Outcome.ChildStopped : Outcome.ChildWasGone);
            if (!oracle.IsOverOrAbandoned())
                oracle.Violation($"the stop of this very child returned {stopped}, and it is not over");
        }
        catch (Exception exception)
        {
            ReportUnexpected("a stop of a child", exception, history);
        }
    }

    /// <summary>Takes a key over with an object; null if that was refused or cancelled.</summary>
    public async Task<ChildRegistration?> TakeOverAsync(string key, ProbeChild child, Task? completion, CancellationToken cancellationToken)
    {
        KeyHistory history = HistoryOf(key);
        ChildOracle? before = tracker.Find(key)?.Oracle;
        try
        {
            ChildRegistration registration = await tracker.TakeOverAsync(key, child, completion, cancellationToken).Within(Report, "a takeover", history);
            history.Note(child.Oracle.Id, "took over");
            history.Enter(child.Oracle);
            Report.Totals.Add(Total.Adoptions);
            Report.Outcomes.Add(Outcome.TookOver);
            if (before is not null && !before.IsOverOrAbandoned())
                before.Violation("a takeover has the key, and the child that was there before it is not over");
            return registration;
        }
        catch (ChildSupersededException)
        {
            Report.Outcomes.Add(Outcome.Superseded);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Report.Outcomes.Add(Outcome.TakeoverCancelled);
        }
        catch (TrackerException exception) when (exception is TrackerClosedException ? IsClosing : exception is TrackerFullException && IsBounded)
        {
        }
        catch (Exception exception)
        {
            ReportUnexpected("a takeover", exception, history);
        }

        return null;
    }

    /// <summary>Adopts an object; null if that was refused.</summary>
    public ChildRegistration? TryAdopt(string key, ProbeChild child, Task? completion)
    {
        KeyHistory history = HistoryOf(key);
        try
        {
            if (tracker.TryAddExisting(key, child, completion, out ChildRegistration? registration))
            {
                history.Note(child.Oracle.Id, "adopted");
                history.Enter(child.Oracle);
                Report.Totals.Add(Total.Adoptions);
                return registration;
            }

            Report.Outcomes.Add(Outcome.AdoptionRefused);
        }
        catch (TrackerException exception) when (exception is TrackerClosedException ? IsClosing : exception is TrackerFullException && IsBounded)
        {
        }
        catch (Exception exception)
        {
            ReportUnexpected("an adoption", exception, history);
        }

        return null;
    }

    /// <summary>Closes the tracker, and checks that only abandoned children are left.</summary>
    public async Task CloseAsync(CancellationToken pressure = default)
    {
        Volatile.Write(ref _isClosing, true);
        await tracker.CloseAsync(pressure).Within(Report, $"the closing of the {Name}");
        if (tracker.Count != 0 || tracker.ToArray() is not [])
            Report.Violation($"the {Name} is closed, and {tracker.Count} children run");
        foreach (ChildInfo<string, ProbeChild> info in tracker.GetChildren().Where(static info => info.State != ChildState.Abandoned))
            Report.Violation($"the {Name} is closed, and {info.Key} is {info.State}", HistoryOf(info.Key));

        string key = KeyOf(0);
        try
        {
            if (CanOpen)
                await OpenUncheckedAsync(key, new ChildScript(this, key), cancellationToken: CancellationToken.None);
            else
                tracker.AddExisting(key, Make(key, new ChildScript(this, key)));
            Report.Violation($"the {Name} is closed, and opens or adopts", HistoryOf(key));
        }
        catch (TrackerClosedException)
        {
        }
    }

    /// <summary>When all that hung was released: nothing is left, and all increments add up.</summary>
    public async Task CheckEndAsync()
    {
        await WhenNoneIsAbandonedAsync();
        await Eventually.BecomesAsync(
            () => _histories.Values.All(static history => history.IsQuiet()), Report, () => $"the end of the last child of the {Name}");
        foreach (KeyHistory history in _histories.Values)
            history.CheckEnd();
    }

    /// <summary>Stops all children. Whether there were any.</summary>
    public async Task<bool> StopAllAsync()
    {
        // A wait for a settled tracker must end, whatever was still on its way.
        await tracker.WhenSettledAsync().Within(Report, $"the settling of the {Name}");
        await WhenNoneIsAbandonedAsync();
        IReadOnlyList<ChildInfo<string, ProbeChild>> children = tracker.GetChildren();
        foreach (ChildInfo<string, ProbeChild> info in children)
            await StopAsync(info.Key);
        return children is not [];
    }

    /// <summary>Opens some key from a child's code, and takes whatever comes of it.</summary>
    public Task OpenFromChildAsync(RandomSource random, CancellationToken cancellationToken)
    {
        string key = KeyOf(random.Below(8));
        return IsToldOfCycleAsync(() => OpenAsync(key, isChild: true, cancellationToken: cancellationToken));
    }

    /// <summary>Opens the key of the child from its own code. Whether the child was told that it would wait for itself.</summary>
    public async Task<bool> IsToldWhenItOpensItselfAsync(ChildOracle child) =>
        CanOpen && await IsToldOfCycleAsync(() => OpenAsync(child.Script.Key, isChild: true));

    /// <summary>Awaits the stop of the child in its own code. Whether the child was told that it would wait for itself.</summary>
    public Task<bool> IsToldWhenItAwaitsItsStopAsync(ChildOracle child) => IsToldOfCycleAsync(() => tracker.StopAsync(child.Script.Key));

    public void ReportUnexpected(string what, Exception exception, KeyHistory history)
    {
        // What never ended was reported when its time was over.
        if (exception is not TimeoutException)
            Report.Violation($"{what} threw {exception}", history);
    }

    /// <summary>Waits in a child's code. Whether the child was told that it would wait for itself, and of whom.</summary>
    public async Task<bool> IsToldOfCycleAsync(Func<Task> wait)
    {
        try
        {
            await wait();
            return false;
        }
        catch (WaitCycleException exception)
        {
            ExpectNames(exception, (string)exception.Key!);
            if (exception.Chain.Count < 2)
                Report.Violation($"a cycle without a chain: {exception.Message}");
            return true;
        }
    }

    private Task<ProbeChild> AskAsync(OpenCall call, string key, ChildScript script, ChildOptions? options, CancellationToken cancellationToken) => call switch
    {
        OpenCall.FindOrOpen => OpenUncheckedAsync(key, script, options, cancellationToken).AsTask(),
        OpenCall.Open when origin == ChildOrigin.Constructor => tracker.OpenAsync(key, script, options, cancellationToken),
        OpenCall.Open => tracker.OpenAsync(key, key => Make(key, script), options, cancellationToken),
        _ when origin == ChildOrigin.Constructor => tracker.ReopenAsync(key, script, options, cancellationToken),
        _ => tracker.ReopenAsync(key, key => Make(key, script), options, cancellationToken),
    };

    /// <summary>Whoever gets a child of a call that takes the key has opened it, and whoever was there before is over.</summary>
    private static void ExpectOwn(ProbeChild child, ChildScript script, ChildOracle? before)
    {
        child.Oracle.Expect(ReferenceEquals(child.Oracle.Script, script), "a call that takes the key returned the child of another caller");
        if (before is not null && !before.IsOverOrAbandoned())
            before.Violation("another caller has opened the key, and the child that was there before it is not over");
    }

    private Task WhenNoneIsAbandonedAsync() =>
        Eventually.BecomesAsync(() => tracker.AbandonedCount == 0, Report, () => $"the end of the last abandoned child of the {Name}");

    private void ExpectNames(TrackerException exception, string key)
    {
        if (!Equals(exception.Key, key) || exception.TrackerName is null || !exception.Message.Contains(exception.TrackerName, StringComparison.Ordinal))
            Report.Violation($"an error about {exception.Key} of {exception.TrackerName} instead of {key}: {exception.Message}", HistoryOf(key));
    }
}
