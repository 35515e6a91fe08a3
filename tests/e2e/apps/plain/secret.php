<?php

/** Speaks out what it should keep to itself, in every way in which applications do. */
final class Gateway
{
    public function login(string $user, string $password): never
    {
        $told = [
            'password' => "login failed: password={$password}",
            'header' => "sent Authorization: Bearer {$password}",
            'json' => json_encode(['user' => $user, 'token' => $password, 'api_key' => $password]),
            'url' => "GET https://{$user}:{$password}@bank.example/pay?access_token={$password}&order=7 failed",
            'quoted' => "secret: \"{$password}\", pwd='{$password}'",
            'cookie' => "Cookie: session={$password}; theme=dark",
        ];
        throw new RuntimeException($told[$_GET['how']], (int) $_GET['code'], new LogicException("passwd={$password}"));
    }
}

session_id('session' . $_SERVER['X_SECRET']);
$_SESSION['password'] = $_SERVER['X_SECRET'];
(new Gateway())->login('anna', $_SERVER['X_SECRET']);
