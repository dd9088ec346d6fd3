using Tour.Page;

PageServer.Build(args).Run();
