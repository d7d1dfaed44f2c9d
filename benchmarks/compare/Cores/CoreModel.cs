using System;
using System.Collections.Generic;
using System.Linq;

namespace GenTracker.Compare.Cores;

/// <summary>
/// Predicts how many children a second so many cores open and stop, by exact mean value analysis (Reiser and Lavenberg): each core works alone, and queues for
/// what only one core can have at a time.
/// </summary>
/// <param name="Work">Processor time of an open and stop, in nanoseconds, without what <paramref name="Stations"/> have.</param>
/// <param name="Stations">For each thing that one core has at a time: for how many nanoseconds an open and stop has it.</param>
internal sealed record CoreModel(double Work, IReadOnlyList<double> Stations)
{
    /// <summary>Nanoseconds from one open and stop to the next one, of all cores together.</summary>
    public double Predict(int cores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        double[] waiting = new double[Stations.Count];
        double period = 0;
        for (int count = 1; count <= cores; count++)
        {
            double[] residence = [.. Stations.Select((held, station) => held * (1 + waiting[station]))];
            period = (Work + residence.Sum()) / count;
            for (int station = 0; station < waiting.Length; station++)
                waiting[station] = residence[station] / period;
        }

        return period;
    }
}
