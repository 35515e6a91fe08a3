--TEST--
errnotice_status() has these keys and types
--EXTENSIONS--
errnotice
--FILE--
<?php
foreach (errnotice_status() as $key => $value) {
    echo $key, ' ', get_debug_type($value), is_array($value) ? ' ' . implode(',', array_keys($value)) : '', "\n";
}
echo (new ReflectionFunction('errnotice_status'))->getReturnType(), "\n";
?>
--EXPECT--
version string
reporting bool
state string
redis string
endpoint string
stream array name,entries,limit
slots array total,used,waiting,undecided
spool string
hooks array throws,errors
refused array 
doubtful array 
counters array thrown_matching,caught,unlisted,cancelled,superseded,captured,sent,spooled,tallied,adopted,refused,stream_full,lost
catches array 
array
