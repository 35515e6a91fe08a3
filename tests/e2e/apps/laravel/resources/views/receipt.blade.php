<h1>Receipt</h1>
@include('total')
