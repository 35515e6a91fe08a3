<?php

declare(strict_types=1);

use Shop\CouponController;
use Shop\ImageController;
use Shop\OrderController;
use Shop\ReportController;
use Shop\SearchController;
use Slim\Factory\AppFactory;

require __DIR__ . '/../vendor/autoload.php';

$app = AppFactory::create();
$app->addBodyParsingMiddleware();
$app->addRoutingMiddleware();
$app->addErrorMiddleware(displayErrorDetails: false, logErrors: true, logErrorDetails: true);

$app->post('/orders', [OrderController::class, 'place']);
$app->post('/orders/{id}/payment', [OrderController::class, 'pay']);
$app->delete('/orders/{id}', [OrderController::class, 'cancel']);
$app->post('/images', [ImageController::class, 'upload']);
$app->post('/coupons/{name}', [CouponController::class, 'redeem']);
$app->get('/search', [SearchController::class, 'find']);
$app->get('/reports/year', [ReportController::class, 'year']);

$app->run();
