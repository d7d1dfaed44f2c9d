using GenTracker;

namespace App;

/// <summary>A tracked class in a project that has the library through another project, and the generator only where it flows.</summary>
[Tracker]
internal sealed partial class Hall
{
    [TrackedAttr] public partial int Guests { get; set; }
}
