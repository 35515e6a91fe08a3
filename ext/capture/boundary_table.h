/*
 * boundary_table -- errnotice.boundaries = auto.
 *
 * Only frames whose catch is the end of the way: a frame that always throws again
 * is not in here, one that sometimes does may be (the throw is judged anew).
 *
 * X(boundary, framework and versions, where the catch stands)
 */
#ifndef ERRNOTICE_BOUNDARY_TABLE_H
#define ERRNOTICE_BOUNDARY_TABLE_H

#define ERRNOTICE_BOUNDARIES(X)                                                                            \
	X("Illuminate\\Pipeline\\Pipeline::{closure}@Illuminate\\Routing\\Pipeline", "Laravel 8 to 13",    \
		"Pipeline/Pipeline.php")                                                                   \
	X("Illuminate\\Foundation\\Http\\Kernel::handle", "Laravel 8 to 13", "Foundation/Http/Kernel.php") \
	X("Illuminate\\Foundation\\Console\\Kernel::handle", "Laravel 8 to 13",                            \
		"Foundation/Console/Kernel.php")                                                           \
	X("Illuminate\\Queue\\Worker::runJob", "Laravel 8 to 13", "Queue/Worker.php")                      \
	X("Illuminate\\Console\\Scheduling\\ScheduleRunCommand::{closure}", "Laravel 9 to 13",             \
		"Console/Scheduling/ScheduleRunCommand.php")                                               \
	X("Slim\\Middleware\\ErrorMiddleware::process", "Slim 4", "Slim/Middleware/ErrorMiddleware.php")   \
	X("Symfony\\Component\\HttpKernel\\HttpKernel::handle", "Symfony 5.4 to 8", "HttpKernel.php")      \
	X("Symfony\\Component\\Console\\Application::run", "Symfony 5.4 to 8", "Application.php")          \
	X("Symfony\\Component\\Messenger\\Worker::handleMessage", "Symfony 5.4 to 8", "Worker.php")

#endif
