using System;
using System.Collections;

namespace GenTracker.Tests.Hostile;

/// <summary>An exception whose members fail when they are read.</summary>
internal sealed class HostileException(ExceptionFaults faults, Exception? cause = null) : Exception("no source", cause)
{
    public static readonly string LongText = new('x', 1_000_000);

    public override string Message => Read(faults.Message, base.Message);

    public override string? StackTrace => Read(faults.StackTrace, base.StackTrace ?? "");

    public override IDictionary Data => faults.Data == Fault.None ? base.Data : throw New(faults.Data);

    public override string? Source
    {
        get => Read(faults.Data, "");
        set => throw New(faults.Data);
    }

    public override Exception GetBaseException() => faults.Data == Fault.None ? this : throw New(faults.Data);

    public override string ToString() => Read(faults.Text, base.ToString);

    public override bool Equals(object? obj) => faults.Identity == Fault.None ? ReferenceEquals(this, obj) : throw New(faults.Identity);

    public override int GetHashCode() => faults.Identity == Fault.None ? 7 : throw New(faults.Identity);

    private string Read(Fault fault, string text) => Read(fault, () => text);

    private string Read(Fault fault, Func<string> text) => fault switch
    {
        Fault.None => text(),
        Fault.ReturnsNull => null!,
        Fault.ReturnsLongText => LongText,
        _ => throw New(fault),
    };

    private Exception New(Fault fault) => fault == Fault.ThrowsItsLike ? new HostileException(faults) : new InvalidOperationException("must not be read");
}

/// <summary>What the members of an exception do when they are read.</summary>
internal sealed record ExceptionFaults(Fault Message, Fault Text, Fault StackTrace, Fault Data, Fault Identity);
