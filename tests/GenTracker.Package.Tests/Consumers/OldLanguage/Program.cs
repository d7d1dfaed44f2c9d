using GenTracker;

System.Console.WriteLine();

[Tracker]
public sealed partial class Job
{
    [TrackedAttr] public partial long Done { get; }
}
