using GenTracker;
using Sessions;

await using var sessions = new SessionTracker();
await using var lines = new LineTracker();
Session session = await sessions.FindOrOpenAsync("a");
session.IncrementSent(5);
Line line = new() { Number = 7 };
await using (ChildRegistration here = lines.AddExisting(7, line))
    Console.WriteLine($"session {session.Key}: {session.Sent} sent; line {lines.Find(7)?.Number}");
Console.WriteLine($"{lines.Count} lines, {sessions.Count} session");

namespace Sessions
{
    /// <summary>What both projects have under one name, each for itself.</summary>
    [Tracker<int>]
    internal sealed partial class Line
    {
        /// <summary>Its number.</summary>
        [TrackedAttr] public partial int Number { get; set; }
    }
}
