using System;

namespace GenTracker.Observability;

/// <summary>Calls listeners of metrics and traces, which are a user's code.</summary>
internal static class Listeners
{
    /// <summary>Calls listeners, and drops what they throw. The state is passed on, so that nothing is allocated.</summary>
    public static void Call<TState>(Action<TState> call, TState state)
    {
        try
        {
            call(state);
        }
        catch (Exception)
        {
            // A listener has failed. There is nobody to tell, and it must not affect a child.
        }
    }
}
