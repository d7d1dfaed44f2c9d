namespace GenTracker.Tests.Programs;

/// <summary>One step of a program.</summary>
/// <param name="Verb">What is done.</param>
/// <param name="Key">To which key.</param>
/// <param name="Number">To which child or call, how much, or how long: what it means is the verb's affair.</param>
/// <param name="Plan">What an opener asks for.</param>
internal sealed record Command(Verb Verb, string Key, int Number, Plan Plan)
{
    public override string ToString() => Verb switch
    {
        Verb.Open => $"open {Key} ({Plan})",
        Verb.Adopt => $"adopt {Key} (owner {(Plan.Run == Manner.Deaf ? "deaf" : "heeds")}, end {Plan.End})",
        Verb.Count or Verb.Take or Verb.Leave or Verb.LetGo or Verb.Fail => $"{Verb} child {Number}",
        Verb.WaitFor => $"wait for {Number} on {Key}",
        Verb.Cancel => $"cancel call {Number}",
        Verb.Advance => $"advance {Number} s",
        Verb.Settle or Verb.Watch or Verb.Close or Verb.CloseAtOnce => $"{Verb}",
        _ => $"{Verb} {Key}",
    };
}
