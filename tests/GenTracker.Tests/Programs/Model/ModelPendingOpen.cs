using System.Collections.Generic;

namespace GenTracker.Tests.Programs.Model;

/// <summary>What the first of several openers asked for, all who wait for it, and the last caller that replaces the present child.</summary>
internal sealed class ModelPendingOpen
{
    public ChildScript? Script { get; set; }

    public ModelReplacement? Replacement { get; set; }

    public List<ModelCall> Waiting { get; } = [];

    public void Say(string answer)
    {
        foreach (ModelCall call in Waiting)
            call.Say(answer);
    }
}
