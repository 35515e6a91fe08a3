--TEST--
No directive can be changed by the script
--EXTENSIONS--
errnotice
--FILE--
<?php
foreach (array_keys(ini_get_all('errnotice')) as $name) {
    if (ini_set($name, '7') !== false) {
        echo "$name was changed\n";
    }
}
echo "done\n";
?>
--EXPECT--
done
