namespace GenTracker.Analyzers.Tests.FixedCode;

/// <summary>Members and classes that a rule of declarations reports, in every kind of type that can be around them.</summary>
internal static class WrongMembers
{
    private const string Run = "public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);";

    /// <summary>What is around a class named Hall.</summary>
    private static readonly string[] Around =
    [
        Places.Hole,
        $"public class Outer {{ {Places.Hole} }}",
        $"public partial struct Outer {{ public int Size; {Places.Hole} }}",
        $"public interface Outer {{ {Places.Hole} }}",
        $"public record Outer(int Size) {{ {Places.Hole} }}",
        $"public static class Outer {{ {Places.Hole} }}",
        $"public abstract class Outer {{ public class Inner {{ {Places.Hole} }} }}",
    ];

    /// <summary>The class, with a hole for members.</summary>
    private static readonly string[] Classes =
    [
        $"[Tracker] public partial class Hall {{ {Places.Hole} }}",
        $"[Tracker] public class Hall {{ {Places.Hole} }}",
        $"[Tracker] public abstract partial class Hall : ITrackedChild {{ {Run} {Places.Hole} }}",
        $"[Tracker] public sealed partial class Hall(string key) : ITrackedChild {{ public string Shown => key; {Run} {Places.Hole} }}",
        $"public class Hall {{ {Places.Hole} }}",
        $"public partial class Hall {{ }} partial class Hall {{ {Places.Hole} }}",
        $"public abstract class Base {{ public abstract int Guests {{ get; set; }} }} [Tracker] public partial class Hall : Base {{ {Places.Hole} public " +
            $"override int Guests {{ get; set; }} }}",
        $"public interface IHall {{ List<int>? All {{ get; }} }} [Tracker] public partial class Hall : IHall {{ {Places.Hole} List<int>? IHall.All => null; }}",
        $"public interface IHall {{ object? Seats => null; }} [Tracker] public partial class Hall : IHall {{ {Places.Hole} }}",
        $"[Tracker] public partial class Hall {{ {Places.Hole} public override string ToString() => $\"{{ReadAttrs()}}\"; }}",
    ];

    private static readonly string[] Members =
    [
        "[TrackedAttr] public int Seats { get; set; }",
        "[TrackedAttr] public int Seats { get; set; } = 5;",
        "[TrackedAttr] public int Seats { get; init; } = int.MaxValue;",
        "[TrackedAttr] public long Seats { get; } = 1;",
        "[TrackedAttr] public byte Seats { get; private set; } = 7;",
        "[TrackedAttr] public ulong Seats { get; set; } = 7;",
        "[TrackedAttr] public int? Seats { get; set; } = 7;",
        "[TrackedAttr] public decimal Seats { get; set; } = 0;",
        "[TrackedAttr] public char Seats { get; set; } = 'a';",
        "[TrackedAttr] public DayOfWeek Seats { get; set; } = DayOfWeek.Monday;",
        "[TrackedAttr] public string Seats { get; set; } = \"a\" + \"b\";",
        "[TrackedAttr] public string? Seats { get; } = null;",
        "[TrackedAttr] public object Seats { get; set; } = \"a\";",
        "[TrackedAttr] public Guid Seats { get; set; } = default;",
        "[TrackedAttr] public (int Row, string? Name) Seats { get; set; }",
        "[TrackedAttr] private int Seats { get; set; } public int Twice => Seats * 2;",
        "[TrackedAttr] private string? Seats { get; } public string? Same => Seats;",
        "[TrackedAttr] protected internal int Seats { get; set; }",
        "[TrackedAttr] public required int Seats { get; set; }",
        "[TrackedAttr] internal int Seats { get; set; }",
        "[TrackedAttr] public static int Seats { get; set; }",
        "[TrackedAttr] internal nint Seats { get; set; }",
        "[TrackedAttr] public int Seats { get => field; set => field = value; } = 3;",
        "[TrackedAttr] public int Seats { set; }",
        "[TrackedAttr, Obsolete(\"old\")] public int Seats { [MethodImpl(MethodImplOptions.NoInlining)] get; set; }",
        "[TrackedAttr] [field: NonSerialized] public int Seats { get; set; }",
        "[TrackedAttr] public partial int Seats { get; set; } public partial int Seats { get => 1; set { } }",
        "[TrackedAttr(Default = 3)] public int Seats { get; set; } = 4;",
        "[TrackedAttr] public unsafe int Seats { get; set; }",
        "[TrackedAttr] public new int GetHashCode { get; set; }",
        "[TrackedAttr] public partial List<int>? Seats { get; set; }",
        "[TrackedAttr] public partial List<int>? Seats { get; set; } public void Use(Hall hall) { hall.Seats = []; foreach (int each in hall.Seats) " +
            "Console.WriteLine(each); }",
        "[TrackedAttr] public partial List<int>? Seats { get; set; } public int Use(Hall hall) => hall.ReadAttrs().Seats?.Count ?? 0;",
        "[TrackedAttr] public partial List<int>? Seats { get; set; } public void Use(Hall hall) => hall.ReadAttrs().Seats?.Add(1);",
        "[TrackedAttr] public partial List<int>? Seats { get; set; } public List<int>? Use(Hall hall) => hall.ExchangeSeats(new List<int>());",
        "[TrackedAttr] public partial List<int>? Seats { get; set; } public void Use(Hall hall) => hall.UpdateSeats(static seats => new List<int> { " +
            "seats!.Count });",
        "[TrackedAttr(DefaultFrom = nameof(Make))] public partial List<int> Seats { get; set; } private static List<int> Make() => [];",
        "[TrackedAttr] public partial Dictionary<string, List<int>>? Seats { get; private set; } public void Use() => Seats = new();",
        "[TrackedAttr] public partial int[]? Seats { get; set; } public int Use() => Seats?.Length ?? 0;",
        "[TrackedAttr] public partial int[] Seats { get; set; } public Hall() => Seats = [1];",
        "public Task AfterTerminateAsync() => Task.CompletedTask;",
        "public void AfterTerminate(ChildExit exit) { }",
        "public async void StartAsync() => await Task.Yield();",
        "public async ValueTask StartAsync(CancellationToken token) => await Task.Delay(1, token);",
        "[System.Diagnostics.Conditional(\"DEBUG\")] public void StartAsync(CancellationToken token) { Console.WriteLine(token); }",
        "[MethodImpl(MethodImplOptions.AggressiveInlining)] protected static Task StartAsync() { return Task.CompletedTask; }",
        "internal Task<int> AfterTerminateAsync(CancellationToken token) => Task.FromResult(token.CanBeCanceled ? 1 : 2);",
        "public virtual Task StartAsync() => Task.CompletedTask;",
        "public new Task StartAsync() => Task.CompletedTask;",
        "public unsafe void StartAsync() { int* at = stackalloc int[1]; Console.WriteLine(at[0]); }",
        "private void AfterTerminateAsync(in ChildExit exit) { Console.WriteLine(exit); }",
        "private Task AfterTerminateAsync(params ChildExit[] exits) { return Task.FromResult(exits); }",
        "public Task AfterTerminateAsync(ChildExit exit, CancellationToken cancellationToken) => Task.CompletedTask;",
        "public Hall(string key, Microsoft.Extensions.Logging.ILogger<Hall> log) => Console.WriteLine($\"{key}{log}\");",
        "public Hall([Obsolete] TimeProvider time, IServiceProvider? services = null) => Console.WriteLine($\"{time}{services}\");",
    ];

    /// <summary>Each member in each class, and in a place that a seed draws.</summary>
    public static IEnumerable<string> All(int seed)
    {
        Random random = new(seed);
        return Members.SelectMany(member => Classes.Select(type =>
            Around[random.Next(3) == 0 ? random.Next(Around.Length) : 0]
                .Replace(Places.Hole, type, StringComparison.Ordinal)
                .Replace(Places.Hole, member, StringComparison.Ordinal)));
    }
}
