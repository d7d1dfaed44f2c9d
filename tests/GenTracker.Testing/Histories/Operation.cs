namespace GenTracker.Testing.Histories;

/// <summary>One call of a history: what was asked, what was answered, and when.</summary>
/// <typeparam name="TCall">What is asked.</typeparam>
/// <typeparam name="TAnswer">What is answered.</typeparam>
/// <param name="Caller">Who asked.</param>
/// <param name="Call">What was asked.</param>
/// <param name="Answer">What was answered.</param>
/// <param name="Called">When it was asked: all moments of a history are numbered.</param>
/// <param name="Returned">When it was answered.</param>
public sealed record Operation<TCall, TAnswer>(string Caller, TCall Call, TAnswer Answer, long Called, long Returned);
