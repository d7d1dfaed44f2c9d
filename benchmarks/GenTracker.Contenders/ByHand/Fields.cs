using System;

namespace GenTracker.Contenders.ByHand;

/// <summary>The fields that attributes stand against: what is read with <c>Volatile</c> and changed with <c>Interlocked</c>.</summary>
internal sealed class Fields
{
    public long Number;
    public int Level;
    public bool Flag;
    public string Title = "untitled";
    public Guid Session;
}
