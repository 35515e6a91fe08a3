--TEST--
Every directive has its default, and its scope
--EXTENSIONS--
errnotice
--FILE--
<?php
$scopes = [INI_PERDIR | INI_SYSTEM => 'PERDIR', INI_SYSTEM => 'SYSTEM', INI_ALL => 'ALL'];
foreach (ini_get_all('errnotice') as $name => $directive) {
    printf("%s %s %s\n", $name, $scopes[$directive['access']], $directive['global_value']);
}
?>
--EXPECT--
errnotice.app PERDIR 
errnotice.boundaries PERDIR auto
errnotice.classes PERDIR 
errnotice.code_from PERDIR code
errnotice.codes PERDIR 
errnotice.detail_limit SYSTEM 20
errnotice.enable PERDIR 1
errnotice.environment PERDIR 
errnotice.heartbeat SYSTEM 60s
errnotice.ignore_classes PERDIR auto
errnotice.ignore_codes PERDIR 
errnotice.library_paths PERDIR /vendor/
errnotice.redis SYSTEM redis://127.0.0.1:6379/0
errnotice.release PERDIR 
errnotice.request PERDIR 1
errnotice.scrub PERDIR password,passwd,pwd,secret,token,access_token,api_key,authorization,cookie,@mobile,@id,@card,@token
errnotice.slots SYSTEM 1024
errnotice.spool SYSTEM /var/spool/errnotice
errnotice.spool_limit SYSTEM 64M
errnotice.stream SYSTEM errnotice:events
errnotice.stream_limit SYSTEM 100000
errnotice.timeout SYSTEM 50
errnotice.trace_frames PERDIR 20
