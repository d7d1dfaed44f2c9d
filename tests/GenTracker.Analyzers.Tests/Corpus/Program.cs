// A program of top-level statements.
using System.Text;
using GenTracker;

await using CounterTracker counters = new(new TrackerOptions { Restart = RestartPolicy.Transient, StopTimeout = Timeout.InfiniteTimeSpan });
using CancellationTokenSource quit = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    quit.Cancel();
};

string[] names = args is [] ? ["a", "b"] : args;
foreach (string name in names)
{
    await counters.FindOrOpenAsync(name, 1, cancellationToken: quit.Token);
}

int lines = 0;
StringBuilder text = new();
while (Console.ReadLine() is { } line)
{
    lines++;
    ReadOnlySpan<char> rest = line;
    int space = rest.IndexOf(' ');
    Counter? counter = counters.Find(space < 0 ? rest : rest[..space]);
    if (counter is null)
    {
        text.AppendLine(line);
        continue;
    }

    counter.IncrementWords(Words(line));
    counter.RaiseLongest(line.Length);
    if (counter.Words > 1000)
    {
        counter.UpdateTitle(static title => title + "!");
    }
}

foreach (var (name, words) in from counter in counters select (counter.Key, counter.Words))
{
    Console.WriteLine($"{name,10} {words,10}");
}

// The registration is disposed at the end of the program.
Stray stray = new() { IsLost = true };
await using ChildRegistration here = new StrayTracker().AddExisting("stray", stray);
long total = 0;
for (int i = 0; i < names.Length; i++)
{
    total += counters.IncrementWords(names[i], 0);
}

Console.WriteLine($"{lines} lines, {total} words, {text.Length} characters for nobody");
await counters.CloseAsync(quit.Token);
return lines == 0 ? 1 : 0;

static int Words(string line)
{
    int words = 0;
    foreach (Range _ in line.AsSpan().Split(' '))
    {
        words++;
    }

    return words;
}

[Tracker]
internal sealed partial class Counter(int step) : ITrackedChild
{
    [TrackedAttr] public partial long Words { get; }
    [TrackedAttr] public partial int Longest { get; private set; }
    [TrackedAttr(Default = "")] public partial string Title { get; set; }

    public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);

    public int Step => step;

    internal void RaiseLongest(int length) => RaiseLongestTo(length);
}

internal partial class Counter
{
    public bool IsLong => Longest > 100;
}

[Tracker]
internal sealed partial class Stray
{
    [TrackedAttr] public partial bool IsLost { get; set; }
}
