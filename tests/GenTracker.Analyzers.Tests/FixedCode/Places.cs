namespace GenTracker.Analyzers.Tests.FixedCode;

/// <summary>
/// Where code can stand. Every place has the variables rooms, jobs, players, room, name, n and max in scope. A place may be wrong for some code; code
/// that does not compile before a fix is left out.
/// </summary>
internal static class Places
{
    /// <summary>Where the code of a method, statement or expression goes.</summary>
    public const string Hole = "§";

    /// <summary>The statement around an expression that stands alone.</summary>
    public const string PlainExpression = "if (§) n++;";

    private const string Parameters = "RoomTracker rooms, JobTracker jobs, PlayerTracker players, Room room, string name, int n, int max";

    private const string Constructed = "string name, int n, int max, RoomTracker rooms, JobTracker jobs, PlayerTracker players, Room room";

    /// <summary>The types that the places use.</summary>
    public const string Environment = """
        using System;
        using System.Collections.Generic;
        using System.Collections.Immutable;
        using System.IO;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        using GenTracker;

        [Tracker]
        public partial class Room
        {
            [TrackedAttr] public partial int Players { get; set; }
            [TrackedAttr] public partial int Most { get; set; }
            [TrackedAttr] public partial long Bytes { get; }
            [TrackedAttr] public partial bool Open { get; set; }
            [TrackedAttr(Default = "")] public partial string Title { get; set; }
            [TrackedAttr] public partial ImmutableList<string>? Tags { get; set; }
            [TrackedAttr] public partial Seat Seat { get; set; }
        }

        [Tracker]
        public partial class Job(string key) : ITrackedChild
        {
            [TrackedAttr] public partial long Done { get; }
            public string Shown => key;
            public Task RunAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
        }

        [Tracker]
        public partial class Player(Stream source, int speed = 5) : ITrackedChild
        {
            public Task RunAsync(CancellationToken stoppingToken) => source.FlushAsync(stoppingToken).WaitAsync(TimeSpan.FromSeconds(speed), stoppingToken);
        }

        public readonly record struct Seat(int Row, string? Guest);

        [InlineArray(4)]
        public struct Four { private int _first; }

        public ref struct Scope : IDisposable
        {
            public Span<int> Values;
            public void Dispose() => Values.Clear();
        }

        public ref struct Steps
        {
            private int _left;
            public readonly int Current => _left;
            public bool MoveNext() => _left-- > 0;
            public readonly Steps GetEnumerator() => this;
        }

        [InterpolatedStringHandler]
        public ref struct Handler(int literals, int holes)
        {
            public void AppendLiteral(string text) => literals += text.Length;
            public void AppendFormatted<T>(T value) => holes += value is null ? 1 : 2;
        }

        public static class Sink
        {
            private static int s_value;
            public static void Log(Handler handler) => _ = handler;
            public static void Take(in int value, bool more) => s_value = more ? value : 0;
            public static void Take(ref int value, ref int other, bool more) => value = more ? other : s_value;
            public static void Take(bool first, ReadOnlySpan<char> rest) => s_value = first ? rest.Length : 0;
            public static void Take(ReadOnlySpan<char> first, bool more) => s_value = more ? first.Length : 0;
            public static void Many(params ReadOnlySpan<bool> values) => s_value = values.Length;
            public static ref int Value() => ref s_value;
        }

        """;

    /// <summary>Methods and other members, with a hole for statements.</summary>
    public static readonly string[] Members =
    [
        $"public class C {{ public async Task ServeAsync({Parameters}) {{\n§\nawait Task.Yield(); }} }}",
        $"public class C {{ public static async ValueTask ServeAsync({Parameters}) {{\n§\nawait Task.Yield(); }} }}",
        $"public class C {{ public async void Serve({Parameters}) {{\n§\nawait Task.Yield(); }} }}",
        $"public class C {{ public void Serve({Parameters}) {{\n§\n}} }}",
        $"public class C {{ public void Serve({Parameters}) {{ Func<Task> later = async () => {{\n§\nawait Task.Yield(); }}; later(); }} }}",
        $"public class C {{ public async Task Serve({Parameters}) {{ Action later = () => {{\n§\n}}; later(); await Task.Yield(); }} }}",
        $"public class C {{ public void Serve({Parameters}) {{ Func<int, Task> later = async _ => {{\n§\nawait Task.Yield(); }}; later(1); }} }}",
        $"public class C {{ public void Serve({Parameters}) {{ Func<int, Task> later = async delegate {{\n§\nawait Task.Yield(); }}; later(1); }} }}",
        $"public class C {{ public Task Serve({Parameters}) {{ return LaterAsync(); async Task LaterAsync() {{\n§\nawait Task.Yield(); }} }} }}",
        $"public class C {{ public void Serve() {{ static async Task LaterAsync({Parameters}) {{\n§\nawait Task.Yield(); }} }} }}",
        $"public class C {{ public unsafe async Task ServeAsync({Parameters}) {{\n§\n}} }}",
        $"public unsafe class C {{ public async Task ServeAsync({Parameters}) {{\n§\n}} }}",
        $"public class C {{ public unsafe void Serve({Parameters}) {{ Func<Task> later = async () => {{\n§\n}}; later(); }} }}",
        $"public class C {{ public IEnumerable<int> Serve({Parameters}) {{\n§\nyield return n; }} }}",
        $"public class C {{ public async IAsyncEnumerable<int> ServeAsync({Parameters}) {{ await Task.Yield();\n§\nyield return n; }} }}",
        $"public struct C({Constructed}) {{ public void Serve() {{\n§\n}} }}",
        $"public struct C({Constructed}) {{ public async Task ServeAsync() {{\n§\nawait Task.Yield(); }} }}",
        "public struct C { public string name; public int n, max; public RoomTracker rooms; public JobTracker jobs; public PlayerTracker players; public " +
            "Room room;\n" +
            "public void Serve() {\n§\n} }",
        "public ref struct C { public string name; public int n, max; public RoomTracker rooms; public JobTracker jobs; public PlayerTracker players; public " +
            "Room room;\n" +
            "public void Serve() {\n§\n} }",
        $"public class C({Constructed}) {{ public int Served {{ get {{\n§\nreturn n; }} }} }}",
        $"public class C {{ public C({Parameters}) {{\n§\n}} }}",
        "public class C { public void Serve(RoomTracker rooms, in JobTracker jobs, PlayerTracker players, Room room, ref string name, ref int n, in int max) " +
            "{\n§\n} }",
        "public class C { public void Serve(RoomTracker rooms, JobTracker jobs, in PlayerTracker players, in Room room, string name, ref int n, in int max) " +
            "{\n§\n} }",
        $"public class C<T> {{ public async Task<T?> ServeAsync<U>({Parameters}) where U : struct {{\n§\nawait Task.Yield(); return default; }} }}",
        $"public interface C {{ async Task ServeAsync({Parameters}) {{\n§\nawait Task.Yield(); }} }}",
        $"public record C({Constructed}) {{ public async Task ServeAsync() {{\n§\nawait Task.Yield(); }} }}",
        $"public class C {{ [MethodImpl(MethodImplOptions.Synchronized)] public async Task ServeAsync({Parameters}) {{\n§\nawait Task.Yield(); }} }}",
        $"public class C {{ private static readonly Func<{FunctionTypes}, Task> s_serve = async (rooms, jobs, players, room, name, n, max) => {{\n§\n" +
            $"await Task.Yield(); }}; }}",
        $"public class C {{ private static readonly Action<{FunctionTypes}> s_serve = (rooms, jobs, players, room, name, n, max) => {{\n§\n}}; }}",
        $"#nullable disable\npublic class C {{ public async Task ServeAsync({Parameters}) {{\n§\nawait Task.Yield(); }} }}",
        "public class C { public int this[int n] { set {\n" +
            "RoomTracker rooms = new(); JobTracker jobs = new(); PlayerTracker players = new(); Room room = new(); string name = \"\"; int max = value;\n§\n" +
            "} } }",
        $"public class C {{ public async Task ServeAsync({Parameters}) {{\n§\nawait Task.Yield(); }} public int lease, registration, child, added, key, " +
            $"tags, title, seat; }}",
    ];

    /// <summary>Runs of children, with a hole for statements.</summary>
    public static readonly string[] Runs =
    [
        Child("public async Task RunAsync(CancellationToken stoppingToken) {\n§\nawait Task.Delay(10, stoppingToken); }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\n§\nreturn Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\nif (n > 0) { return Task.CompletedTask; }\n§\nreturn Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\nlock (room) { if (n > 0) return Task.CompletedTask; }\n§\n" +
            "return Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\nFunc<Task> later = () => { return Task.CompletedTask; }; later();\n§\n" +
            "return Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\nint[] all = [n]; ref int first = ref all[0]; first++;\n§\n" +
            "return Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\n§\nint[] all = [n]; ref int first = ref all[0]; first++; return Task.CompletedTask; }"),
        Child("public unsafe Task RunAsync(CancellationToken stoppingToken) {\n§\nreturn Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\nunsafe { int* at = stackalloc int[2]; n = at[0]; }\n§\nreturn Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\nSpan<int> all = stackalloc int[2]; n = all[0];\n§\nreturn Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\n§\nreturn n > 0 ? Task.CompletedTask : Task.Delay(10, stoppingToken); }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\ntry {\n§\nreturn Task.CompletedTask; } finally { n++; } }"),
        Child("Task ITrackedChild.RunAsync(CancellationToken stoppingToken) {\n§\nreturn Task.CompletedTask; }"),
        Child("public virtual Task RunAsync(CancellationToken stoppingToken) {\n§\nreturn Task.CompletedTask; }"),
        Child("public Task RunAsync(CancellationToken _) {\n§\nreturn Task.CompletedTask; }"),
        Child("public async Task RunAsync(CancellationToken stoppingToken) {\nawait Task.Run(async () => {\n§\nawait Task.Yield(); }); }"),
        Child("public async Task RunAsync(CancellationToken stoppingToken) {\nawait Task.Yield(); foreach (int each in Each()) n += each;\n" +
            "IEnumerable<int> Each() {\n§\nyield return 1; } }"),
        Child("public Task RunAsync(CancellationToken stoppingToken) {\nLater(); return Task.CompletedTask;\nvoid Later() {\n§\n} }"),
        "public unsafe partial class Outer { " + Child("public Task RunAsync(CancellationToken stoppingToken) {\n§\nreturn Task.CompletedTask; }") + " }",
    ];

    /// <summary>Statements, with a hole for statements.</summary>
    public static readonly string[] Statements =
    [
        Hole,
        "{\n§\n}",
        "if (n > 0)\n§",
        "if (n > 0) n++; else\n§",
        "if (n > 0) { n++; } else {\n§\n}",
        "while (n-- > 0)\n§",
        "for (int i = 0; i < n; i++) {\n§\n}",
        "do {\n§\n} while (n-- > 0);",
        "foreach (char each in name) {\n§\n}",
        "foreach (char each in name.AsSpan()) {\n§\n}",
        "foreach (Range each in name.AsSpan().Split('/')) {\n§\n}",
        "foreach (ref int each in new int[2].AsSpan()) {\n§\n}",
        "foreach ((int a, int b) in new (int, int)[2].AsSpan()) {\n§\n}",
        "Four four = default; foreach (int each in four) {\n§\n}",
        "foreach (int each in new Steps()) {\n§\n}",
        "await foreach (Room each in Rooms()) {\n§\n} async IAsyncEnumerable<Room> Rooms() { await Task.Yield(); yield return room; }",
        "using (new Scope()) {\n§\n}",
        "using Scope scope = new();\n§",
        "using (Scope scope = new()) {\n§\n}",
        "using (MemoryStream memory = new()) {\n§\n}",
        "using MemoryStream memory = new();\n§",
        "lock (rooms) {\n§\n}",
        "Lock gate = new(); lock (gate) {\n§\n}",
        "Lock gate = new(); using (gate.EnterScope()) {\n§\n}",
        "try {\n§\n} catch (IOException) { n++; }",
        "try { n++; } catch (IOException) {\n§\n}",
        "try { n++; } finally {\n§\n}",
        "try { n++; } catch (IOException) when (n > 0) {\n§\n}",
        "switch (n) { case 1:\n§\nbreak; default: break; }",
        "switch (n) { case 1: {\n§\nbreak; } default: break; }",
        "switch (name.AsSpan()) { case \"a\":\n§\nbreak; default: break; }",
        "checked {\n§\n}",
        "unsafe {\n§\n}",
        "unsafe { fixed (char* at = name) {\n§\n} }",
        "again: n--;\n§\nif (n > 0) goto again;",
        "if (n > max) goto done;\n§\ndone: n++;",
        "Span<int> all = stackalloc int[4]; all[0] = n;\n§\nall[1] = n;",
        "Span<int> all = stackalloc int[4]; all[0] = n;\n§",
        "{ Span<int> all = stackalloc int[4]; all[0] = n; }\n§",
        "§\nSpan<int> all = stackalloc int[4]; all[0] = n;",
        "Span<int> all = stackalloc int[4]; { all[0] = n;\n§\n} all[1] = n;",
        "int[] all = [n]; ref int first = ref all[0];\n§\nfirst++;",
        "int[] all = [n]; ref readonly int first = ref all[0]; {\n§\n} n = first;",
        "if (name.AsSpan() is ['a', ..] and var rest) {\n§\nn = rest.Length; }",
        "int lease = n, registration = n, child = n, added = n, key = n, current = n, title = n;\n§\n" +
            "n = lease + registration + child + added + key + current + title;",
        "int _ = n;\n§\nn = _;",
        "string _ = name;\n§\nname = _;",
        "place:\n§",
        "n++;\n#if true\n§\n#endif\nn--;",
        "n++;\n#pragma warning disable CS0168\n§\n#pragma warning restore CS0168\nn--;",
        "// Before.\n§\n// After.\nn++;",
        "void Local() {\n§\n}\nLocal();",
        "Action inner = () => {\n§\n};\ninner();",
        "Action inner = static () => n++; Func<Task> outer = async () => {\n§\nawait Task.Yield(); };\nawait outer();",
        "n++;\n§\nn--;\nawait Task.Delay(n);",
    ];

    /// <summary>Statements, with a hole for an expression of type <c>bool</c>.</summary>
    public static readonly string[] Expressions =
    [
        PlainExpression,
        "bool value = §; if (value) n++;",
        "while (§) { if (n-- > 0) break; }",
        "for (bool more = §; more && §; more = §) n++;",
        "foreach (char each in § ? name : \"\") n++;",
        "Console.WriteLine(new { Value = § });",
        "Console.WriteLine((§, n));",
        "Console.WriteLine($\"{§} {n}\");",
        "Console.WriteLine(name + §);",
        "Console.WriteLine(string.Create(null, $\"{§}\"));",
        "Sink.Log($\"{n} {§}\");",
        "System.Diagnostics.Debug.Assert(n > 0, $\"{§}\");",
        "Console.WriteLine(name.AsSpan().IndexOf(§ ? 'a' : 'b'));",
        "Console.WriteLine(name.AsSpan(§ ? 1 : 2).Length);",
        "Console.WriteLine(§ ? name.AsSpan().Length : 0);",
        "Sink.Take(§, name);",
        "Sink.Take(name, §);",
        "Sink.Take(name.AsSpan(1), §);",
        "Sink.Take(in n, §);",
        "int other = n; Sink.Take(ref n, ref other, §); n = other;",
        "int[] all = [n]; Sink.Take(ref all[0], ref n, §);",
        "Sink.Take(ref Sink.Value(), ref n, §);",
        "Sink.Many(true, §);",
        "Console.WriteLine(string.Concat(\"a\", \"b\", \"c\", \"d\", § ? \"e\" : \"f\"));",
        "Console.WriteLine(Path.Combine(\"a\", \"b\", \"c\", \"d\", § ? \"e\" : \"f\"));",
        "Sink.Value() = § ? 1 : 2;",
        "Sink.Value() += § ? 1 : 2;",
        "int other = n; (n > 0 ? ref n : ref other) = § ? 1 : 2;",
        "int other = n; ref int either = ref (§ ? ref n : ref other); either++;",
        "int[] all = [n]; all[0] += § ? 1 : 2;",
        "int[] all = [n]; all[§ ? 0 : 0]++;",
        "Seat[] all = [default]; all[0] = all[0] with { Row = § ? 1 : 2 };",
        "Four four = default; four[0] = § ? 1 : 2; n = four[1];",
        "Dictionary<bool, int> counts = []; counts[§] = n;",
        "System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(new Dictionary<int, bool>(), n, out _) = §;",
        "Span<bool> all = [§]; n = all.Length;",
        "Span<bool> all = stackalloc bool[] { true, § }; n = all.Length;",
        "List<bool> all = [true, §, .. new bool[] { § }]; n = all.Count;",
        "n = name.AsSpan() switch { \"a\" when § => 1, _ => 2 };",
        "n = n switch { 1 when § => 1, _ => 2 };",
        "n = § switch { true => 1, _ => 2 };",
        "switch (name.AsSpan()) { case \"a\" when §: n++; break; default: break; }",
        "switch (§) { case true: n++; break; default: break; }",
        "try { n++; } catch (IOException) when (§) { n++; }",
        "lock (§ ? rooms : rooms) n++;",
        "using MemoryStream memory = new(§ ? 1 : 2);",
        "using (gateOf(§).EnterScope()) n++; static Lock gateOf(bool value) => new();",
        "if (n > 0 && § && name.AsSpan().Length > 0) n++;",
        "if (name.AsSpan().Length > 0 && §) n++;",
        "if (name.AsSpan() is { Length: > 0 } rest && § && rest.Length > 1) n++;",
        "string? maybe = name; maybe?.IndexOf(§ ? 'a' : 'b');",
        "IEnumerable<bool> query = from each in name where § select each > 'a'; n = query.Count();",
        "IEnumerable<bool> query = from each in new[] { § } select each; n = query.Count();",
        "System.Linq.Expressions.Expression<Func<bool>> tree = () => §; n = tree.Name?.Length ?? n;",
        "Func<bool> later = () => §; if (later()) n++;",
        "Func<Task<bool>> later = async () => §; if (later().IsCompleted) n++;",
        "bool later() => §; if (later()) n++;",
        "unsafe { bool value = §; if (value) n++; }",
        "checked { n += § ? 1 : 2; }",
        "unsafe { n = sizeof(int); } _ = §;",
        "dynamic any = n; any.CompareTo(§ ? 1 : 2);",
        "if (!§) throw new InvalidOperationException(name);",
        "Console.WriteLine(§.ToString());",
        "Console.WriteLine((object)§ is bool);",
        "_ = §;",
    ];

    private const string FunctionTypes = "RoomTracker, JobTracker, PlayerTracker, Room, string, int, int";

    private static string Child(string run) =>
        $"[Tracker] public partial class Game({Constructed}, GameTracker games) : ITrackedChild {{ public string Shown => " +
            $"$\"{{games}}{{jobs}}{{players}}{{rooms}}{{room}}{{name}}{{n}}{{max}}\";\n" +
        $"[TrackedAttr] public partial long Moves {{ get; }}\n{run} }}";
}
