<?php

declare(strict_types=1);

namespace App;

use Illuminate\Console\Command;
use Illuminate\Database\Schema\Blueprint;
use Illuminate\Support\Facades\Schema;

/** Puts parcels on the queue and lets Laravel's own worker take them, in one process. */
final class WorkCommand extends Command
{
    protected $signature = 'app:work {parcels*} {--tries=1}';

    public function handle(): int
    {
        Schema::create('jobs', static function (Blueprint $table): void {
            $table->id();
            $table->string('queue')->index();
            $table->longText('payload');
            $table->unsignedTinyInteger('attempts');
            foreach (['reserved_at', 'available_at', 'created_at'] as $time) {
                $table->unsignedInteger($time)->nullable();
            }
        });
        foreach ($this->argument('parcels') as $to) {
            Parcel::dispatch($to)->onConnection('database');
        }

        return $this->call('queue:work', [
            'connection' => 'database', '--stop-when-empty' => true, '--sleep' => 0, '--tries' => $this->option('tries'),
        ]);
    }
}
