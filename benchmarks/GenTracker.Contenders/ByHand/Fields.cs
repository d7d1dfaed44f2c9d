using System;

namespace GenTracker.Contenders.ByHand;

/// <summary>The fields that attributes are compared with, read by <c>Volatile</c> and changed by <c>Interlocked</c>.</summary>
internal sealed class Fields
{
    public long Number;
    public int Level;
    public bool Flag;
    public string Title = "untitled";
    public Guid Session;
}
