using System.Collections.Generic;

namespace GenTracker.Tests.Programs.Model;

/// <summary>What the first of several openers asked for, and all who wait for it.</summary>
internal sealed class ModelPendingOpen(ChildScript script)
{
    public ChildScript Script => script;

    public List<ModelCall> Waiting { get; } = [];

    public void Say(string answer)
    {
        foreach (ModelCall call in Waiting)
            call.Say(answer);
    }
}
