namespace GenTracker.Soak.Oracles;

/// <summary>The attributes of a probe child that <see cref="ExpectedValues"/> follows.</summary>
internal enum ProbeAttribute
{
    Count, Total, Busy, Guests, Lasting, Seats, Peak, Stamp, Title,
}
