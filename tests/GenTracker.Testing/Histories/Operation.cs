namespace GenTracker.Testing.Histories;

/// <summary>One call of a history: what was asked, what was answered, and when.</summary>
public sealed record Operation<TCall, TAnswer>(string Caller, TCall Call, TAnswer Answer, long Called, long Returned);
