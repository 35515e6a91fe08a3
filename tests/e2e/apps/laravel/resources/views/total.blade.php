<p>{{ $order->total() }}</p>
