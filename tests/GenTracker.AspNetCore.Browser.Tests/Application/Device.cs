namespace GenTracker.AspNetCore.Browser.Tests.Application;

/// <summary>A child that is adopted, by the hundred thousand.</summary>
[Tracker]
internal sealed partial class Device
{
    [TrackedAttr]
    public partial int Signal { get; set; }

    [TrackedAttr(Unit = "{message}")]
    public partial long Messages { get; }
}
