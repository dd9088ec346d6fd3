namespace Sim.Scenarios.Hygiene;

/// <summary>Within one project: what a folder may not use. <c>*</c> is every other folder.</summary>
internal sealed record FolderRule(string Project, string Folder, params string[] MayNotUse)
{
    public IEnumerable<string> Check(SourceModel sources) =>
        from use in sources.UsesAcrossFolders()
        where use.From == Folder && MayNotUse.Any(other => other == use.To || other == "*")
        select $"{Project}/{use.Place}: {Folder} may not use {use.To}, but names {use.Type}";
}
