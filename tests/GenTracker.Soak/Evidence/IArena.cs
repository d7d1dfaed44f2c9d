using System.Threading;
using System.Threading.Tasks;
using GenTracker.Soak.Children;
using GenTracker.Soak.Tools;

namespace GenTracker.Soak.Evidence;

/// <summary>A tracker with the soak's children, whatever their class and key.</summary>
internal interface IArena
{
    string Name { get; }

    Findings Findings { get; }

    /// <summary>Where its children and their owners hang.</summary>
    Captivity Captivity { get; }

    /// <summary>Whether the child is found by its key.</summary>
    bool Finds(Witness witness);

    /// <summary>Whether the child is among the running ones.</summary>
    bool Enumerates(Witness witness);

    /// <summary>Whether the tracker lists the child as given up.</summary>
    bool HasAbandoned(Witness witness);

    /// <summary>Opens some key, from a child's code, and takes whatever comes of it.</summary>
    Task OpenFromChildAsync(Dice dice, CancellationToken cancellationToken);

    /// <summary>Opens the key of the child, from its own code; whether the child was told that it would wait for itself.</summary>
    Task<bool> IsToldWhenItOpensItselfAsync(Witness witness);

    /// <summary>Waits for the stop of the child, from its own code; whether the child was told that it would wait for itself.</summary>
    Task<bool> IsToldWhenItAwaitsItsStopAsync(Witness witness);

    /// <summary>Remembers a new child, to see later whether it is still in memory.</summary>
    void Remember(IPlayer player);
}
