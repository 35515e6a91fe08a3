<?php

declare(strict_types=1);

namespace App;

use Symfony\Bundle\FrameworkBundle\FrameworkBundle;
use Symfony\Bundle\FrameworkBundle\Kernel\MicroKernelTrait;
use Symfony\Bundle\TwigBundle\TwigBundle;
use Symfony\Component\DependencyInjection\Loader\Configurator\ContainerConfigurator;
use Symfony\Component\HttpKernel\Kernel as BaseKernel;
use Symfony\Component\Routing\Loader\Configurator\RoutingConfigurator;

final class Kernel extends BaseKernel
{
    use MicroKernelTrait;

    public function registerBundles(): iterable
    {
        yield new FrameworkBundle();
        yield new TwigBundle();
    }

    public function getProjectDir(): string
    {
        return \dirname(__DIR__);
    }

    protected function configureContainer(ContainerConfigurator $container): void
    {
        $container->extension('framework', [
            'secret' => 'tests',
            'http_method_override' => false,
            'php_errors' => ['log' => true],
            'messenger' => [
                'transports' => [
                    'async' => ['dsn' => 'in-memory://', 'retry_strategy' => ['max_retries' => 0]],
                    'patient' => ['dsn' => 'in-memory://', 'retry_strategy' => ['max_retries' => 1, 'delay' => 0]],
                ],
                'routing' => [Mail::class => 'async', PatientMail::class => 'patient'],
            ],
        ]);
        $container->services()->defaults()->autowire()->autoconfigure()
            ->load('App\\', '*')
            ->exclude('{Kernel,Letter,Mail,Order,OrderException,PatientMail,PaymentException,UrgentMail}.php');
    }

    protected function configureRoutes(RoutingConfigurator $routes): void
    {
        foreach (get_class_methods(Orders::class) as $name) {
            $routes->add($name, '/' . $name)->controller([Orders::class, $name]);
        }
    }
}
